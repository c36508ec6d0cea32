import { ObjectSelector } from './object-selector';

/** Fields that others may change, and that Flux does not set back. */
export interface IgnoredFields {
  /** JSON Pointers, such as `/spec/replicas`. */
  readonly paths: string[];

  /**
   * Of which objects.
   *
   * @default - of all
   */
  readonly target?: ObjectSelector;
}
