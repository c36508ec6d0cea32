import { SweptKind } from '../sweep';
import { alertProvider } from './alert-provider';

/** Every kind that this library has a construct for. */
export const KINDS: readonly SweptKind[] = [alertProvider];
