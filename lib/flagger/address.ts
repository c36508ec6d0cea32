import { invalid } from '../invalid';

/** Refuses an address that is no URL of a server, or that holds a password. Nothing is said where there is none. */
export function checkAddress(at: string, address: string | undefined, what = 'the address', fix = 'address: \'http://prometheus-operated.monitoring:9090\''): void {
  if (address === undefined || (/^(https?|wss):\/\/[^/\s@]+(\/\S*)?$/.test(address))) { return; }
  // Not repeated: it may hold a password.
  throw invalid({
    at,
    what: `${what} is not an HTTP URL`,
    allowed: 'http:// or https:// and a host, without a user or password: those belong in the Secret',
    fix,
  });
}
