import { TestEnvironment } from 'jest-environment-node';

/** What tests share with their environment. */
export interface Outcome {
  /** Whether a test or a hook of this file has failed until now. */
  hasFailed?: boolean;
}

/** Tells a test file that one of its tests has failed: its cluster then keeps the logs. */
export default class KeepLogs extends TestEnvironment {
  /** Called by jest. */
  public handleTestEvent({ name }: { readonly name: string }): void {
    if (name === 'test_fn_failure' || name === 'hook_failure') { (this.global as Outcome).hasFailed = true; }
  }
}
