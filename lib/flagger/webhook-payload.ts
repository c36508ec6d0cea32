/**
 * What Flagger says with a canary: where its rollout stands (`status.phase`).
 * Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/status.go.
 */
export enum CanaryPhase {
  /** The primary and the Services are being made. */
  INITIALIZING = 'Initializing',
  /** They are made, and nothing was released yet. */
  INITIALIZED = 'Initialized',
  /** A new version waits to begin, at a confirm-rollout gate. */
  WAITING = 'Waiting',
  /** A new version is judged. */
  PROGRESSING = 'Progressing',
  /** It passed, and waits at a confirm-promotion gate. */
  WAITING_PROMOTION = 'WaitingPromotion',
  /** The primary gets the new version. */
  PROMOTING = 'Promoting',
  /** Traffic is back on the primary; the canary is scaled down. */
  FINALISING = 'Finalising',
  /** The new version is released. */
  SUCCEEDED = 'Succeeded',
  /** The release failed. */
  FAILED = 'Failed',
  /** The Canary is deleted, and its target gets its traffic back. */
  TERMINATING = 'Terminating',
  /** That is done. */
  TERMINATED = 'Terminated',
}

/**
 * What Flagger posts to a webhook as JSON, with the content type application/json and no credentials. `docs/flagger-webhook.schema.json`
 * says the same as a JSON Schema, for receivers in any language (`$defs.call` and `$defs.event`).
 * Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go CanaryWebhookPayload, pkg/controller/webhook.go.
 */
export interface WebhookPayload {
  /** The Canary's name; that of its target may be another. */
  readonly name: string;

  /** The Canary's namespace. */
  readonly namespace: string;

  /**
   * Where the rollout stands, as a rule. It is empty for a Canary that was never looked at. A rollback that follows failed checks is told
   * with Progressing first and with Failed when the canary is scaled down; a promotion that failed is told with Promoting or
   * Finalising, and never with Failed.
   */
  readonly phase: CanaryPhase;

  /** A hash of what is released: the same for all that is posted about one version. */
  readonly checksum: string;

  /**
   * The webhook's own metadata.
   *
   * @default - none
   */
  readonly metadata?: { [name: string]: string };
}

/** What of the metadata of an event is Flagger's own. Names of these in the webhook's metadata are not taken. */
export interface EventMetadata {
  /** What happened, in English, as in the Kubernetes event. */
  readonly eventMessage: string;

  /** `Normal` or `Warning`. */
  readonly eventType: string;

  /** When Flagger sent it: milliseconds since 1970, in decimal digits. */
  readonly timestamp: string;
}
