/** Which objects a patch or an exception is about: those that everything here holds for. */
export interface ObjectSelector {
  /**
   * The API group, such as `apps`.
   *
   * @default - any
   */
  readonly group?: string;

  /**
   * The API version within the group, such as `v1`.
   *
   * @default - any
   */
  readonly version?: string;

  /**
   * The kind.
   *
   * @default - any
   */
  readonly kind?: string;

  /**
   * The name: a regular expression that must match all of it.
   *
   * @default - any
   */
  readonly name?: string;

  /**
   * The namespace: a regular expression that must match all of it.
   *
   * @default - any
   */
  readonly namespace?: string;

  /**
   * A selector of labels, such as `app in (shop, cart)`.
   *
   * @default - any
   */
  readonly labelSelector?: string;

  /**
   * A selector of annotations, in the form of one of labels.
   *
   * @default - any
   */
  readonly annotationSelector?: string;
}
