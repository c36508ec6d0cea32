import { InvalidInput } from '../invalid';
import { WrongUsage } from './wrong-usage';

/** What is printed of an error: the message where a person can act on it, the stack where the mistake is ours. */
export function messageOf(error: unknown): string {
  if (error instanceof InvalidInput || error instanceof WrongUsage) { return error.message; }
  if (!(error instanceof Error)) { return String(error); }
  return 'syscall' in error ? error.message : error.stack ?? error.message;
}
