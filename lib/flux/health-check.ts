import { invalid } from '../invalid';
import { Resource } from '../resource';

/** An object by its names. */
export interface HealthCheckedObject {
  /** Such as `apps/v1`. */
  readonly apiVersion: string;

  /** Such as `Deployment`. */
  readonly kind: string;

  /** The name. */
  readonly name: string;

  /**
   * The namespace.
   *
   * @default - that of the Kustomization
   */
  readonly namespace?: string;
}

/** An object whose health a Kustomization waits for; it need not be one that the Kustomization applies. */
export class HealthCheck {
  /**
   * An object of this application.
   *
   * @param object The object.
   */
  public static of(object: Resource): HealthCheck {
    return new HealthCheck({ apiVersion: object.apiVersion, kind: object.kind, name: object.name, namespace: object.namespace });
  }

  /**
   * Any object.
   *
   * @param object Its names.
   */
  public static object(object: HealthCheckedObject): HealthCheck {
    return new HealthCheck(object);
  }

  /**
   * A Deployment.
   *
   * @param name The name.
   * @param namespace The namespace; the Kustomization's own unless given.
   */
  public static deployment(name: string, namespace?: string): HealthCheck {
    return new HealthCheck({ apiVersion: 'apps/v1', kind: 'Deployment', name, namespace });
  }

  /**
   * A HelmRelease.
   *
   * @param name The name.
   * @param namespace The namespace; the Kustomization's own unless given.
   */
  public static helmRelease(name: string, namespace?: string): HealthCheck {
    return new HealthCheck({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name, namespace });
  }

  /**
   * A Canary; the Kustomization needs `HealthCheckExpression.canary()` with it.
   *
   * @param name The name.
   * @param namespace The namespace; the Kustomization's own unless given.
   */
  public static canary(name: string, namespace?: string): HealthCheck {
    return new HealthCheck({ apiVersion: CANARY.apiVersion, kind: CANARY.kind, name, namespace });
  }

  private constructor(
    /** The object. */
    public readonly target: HealthCheckedObject,
  ) {}
}

/** What CEL says of the health of a kind. */
export interface HealthCheckExpressionOptions {
  /** Such as `flagger.app/v1beta1`. */
  readonly apiVersion: string;

  /** Such as `Canary`. */
  readonly kind: string;

  /** When the object is as it shall be. The variables are the object's own top-level fields; there is no `self`. */
  readonly current: string;

  /**
   * When the object has failed, which ends the wait; it is asked before `current`.
   *
   * @default - never
   */
  readonly failed?: string;

  /**
   * When the object is on its way; it is asked first.
   *
   * @default - whenever neither failed nor current
   */
  readonly inProgress?: string;
}

/** How the health of a kind is read that Flux does not know by itself (since kustomize-controller 1.5). */
export class HealthCheckExpression {
  /**
   * Flagger's Canary. Without it a Canary counts as healthy at once: it has neither a condition Ready nor
   * status.observedGeneration (fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/status.go). With it the Kustomization waits for
   * the first initialization, and fails at a rollback that happens while it waits. It does not prove that the commit
   * just applied was promoted: until Flagger's next tick the phase is still that of the rollout before.
   */
  public static canary(): HealthCheckExpression {
    return new HealthCheckExpression(CANARY);
  }

  /**
   * Any kind.
   *
   * @param options What CEL says of it.
   */
  public static of(options: HealthCheckExpressionOptions): HealthCheckExpression {
    return new HealthCheckExpression(options);
  }

  private constructor(
    /** What CEL says. */
    public readonly options: HealthCheckExpressionOptions,
  ) {
    const self = [options.current, options.failed, options.inProgress].find((expression) => expression !== undefined && /(^|[^\w.])self\b/.test(expression));
    if (self === undefined) { return; }
    throw invalid({
      at: `HealthCheckExpression ${options.kind}`,
      what: 'the expression speaks of self',
      value: self,
      allowed: 'the object\'s top-level fields: there is no self, and the Kustomization would stall',
      fix: self.replace(/(^|[^\w.])self\./g, '$1'),
    });
  }
}

// Phases: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/status.go.
const CANARY: HealthCheckExpressionOptions = {
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  failed: 'status.phase == \'Failed\'',
  current: 'status.phase in [\'Initialized\', \'Succeeded\']',
};
