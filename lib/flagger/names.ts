import { invalid } from '../invalid';

/** Refuses a name that events, metrics and messages could not show: an empty one, or one of several lines. */
export function checkShownName(at: string, name: string): void {
  if (name.trim() !== '' && !/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/.test(name)) { return; }
  throw invalid({
    at,
    what: name.trim() === '' ? 'the name is empty' : 'the name is not one line of text',
    value: name,
    allowed: 'a name on one line: events, logs and metrics show it',
  });
}

/** Refuses the name of an object that no cluster can have, so that Flagger would look for it in vain. */
export function checkObjectName(at: string, name: string): void {
  if (name.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) { return; }
  throw invalid({
    at,
    what: 'this is not the name of a Kubernetes object',
    value: name,
    allowed: 'lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit, at most 253 characters',
  });
}
