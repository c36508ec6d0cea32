import { Finding } from '../../lib/checks/finding';
import { CheckOptions } from '../../lib/checks/options';
import { checkFiles } from '../../lib/checks/run';

/** What one check or family finds in one text, each as `line:column severity check: what`. */
export function found(text: string, only: string, options: CheckOptions = {}): string[] {
  return findingsOf(text, { only: [only], ...options }).map((each) => `${each.position?.line ?? '-'}:${each.position?.column ?? '-'} ${each.severity} ${each.check}: ${each.what}`);
}

/** All findings in one text. */
export function findingsOf(text: string, options: CheckOptions = {}): Finding[] {
  return checkFiles([{ path: 'test.yaml', text }], options);
}
