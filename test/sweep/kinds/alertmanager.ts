import { SweptKind } from '../sweep';
import { alertmanagerConfig } from './alertmanager-config';

/** The kinds of the room alertmanager. */
export const ALERTMANAGER_KINDS: readonly SweptKind[] = [alertmanagerConfig];
