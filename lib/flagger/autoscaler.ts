import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import * as k8s from '../../imports/flagger.app';
import { invalid, wholeNumber } from '../invalid';
import { checkObjectName } from './names';

/** How many replicas the primary has, where it differs from the target's autoscaler. */
export interface PrimaryReplicasOptions {
  /**
   * The fewest.
   *
   * @default - as the target's autoscaler says
   */
  readonly minReplicas?: number;

  /**
   * The most.
   *
   * @default - as the target's autoscaler says
   */
  readonly maxReplicas?: number;
}

/** What a ScaledObject of the primary takes beside its replicas. */
export interface ScaledObjectOptions extends PrimaryReplicasOptions {
  /**
   * The query of each trigger for the primary, by the trigger's name, which the triggers must have.
   *
   * @default - the target's query, with the target's name replaced by the primary's
   */
  readonly primaryQueries?: { [trigger: string]: string };
}

/**
 * The autoscaler of the target (`autoscalerRef`), of which Flagger makes a copy for the primary. It lives in the Canary's
 * namespace.
 */
export class Autoscaler {
  /**
   * A HorizontalPodAutoscaler (autoscaling/v2) that is defined elsewhere.
   *
   * @param name The autoscaler's name.
   * @param options The primary's replicas.
   */
  public static horizontalPodAutoscaler(name: string, options: PrimaryReplicasOptions = {}): Autoscaler {
    return new Autoscaler('autoscaling/v2', 'HorizontalPodAutoscaler', name, options);
  }

  /**
   * A ScaledObject of KEDA that is defined elsewhere.
   *
   * @param name The ScaledObject's name.
   * @param options The primary's replicas and queries.
   */
  public static scaledObject(name: string, options: ScaledObjectOptions = {}): Autoscaler {
    return new Autoscaler('keda.sh/v1alpha1', 'ScaledObject', name, options);
  }

  /**
   * An autoscaler of this app: an ApiObject, or a construct that holds one, such as cdk8s-plus' HorizontalPodAutoscaler.
   *
   * @param autoscaler The HorizontalPodAutoscaler or ScaledObject.
   * @param options The primary's replicas.
   */
  public static of(autoscaler: IConstruct, options: PrimaryReplicasOptions = {}): Autoscaler {
    const object = ApiObject.isApiObject(autoscaler) ? autoscaler : autoscaler.node.defaultChild;
    const type = object !== undefined && ApiObject.isApiObject(object) ? `${object.apiVersion}/${object.kind}` : 'no Kubernetes object';
    if (type === 'autoscaling/v2/HorizontalPodAutoscaler' || type === 'keda.sh/v1alpha1/ScaledObject') {
      const { apiVersion, kind, name } = object as ApiObject;
      return new Autoscaler(apiVersion, kind, name, options);
    }
    throw invalid({
      at: `Autoscaler.of(${autoscaler.node.path})`,
      what: 'this is no autoscaler that Flagger can copy',
      value: type,
      allowed: 'autoscaling/v2/HorizontalPodAutoscaler, keda.sh/v1alpha1/ScaledObject (pkg/canary/factory.go)',
    });
  }

  private constructor(
    /** The autoscaler's API version. */
    public readonly apiVersion: string,
    /** The autoscaler's kind. */
    public readonly kind: string,
    /** The autoscaler's name. */
    public readonly name: string,
    private readonly options: ScaledObjectOptions,
  ) {
    checkObjectName(`Autoscaler ${kind}`, name);
    const at = `Autoscaler ${kind}/${name}`;
    const { minReplicas, maxReplicas } = options;
    for (const [what, value] of [['minReplicas', minReplicas], ['maxReplicas', maxReplicas]] as const) {
      if (value !== undefined) { wholeNumber(at, what, value, { min: 1 }); }
    }
    if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
      throw invalid({
        at,
        what: 'minReplicas is greater than maxReplicas',
        value: { minReplicas, maxReplicas },
        allowed: 'minReplicas at most maxReplicas',
      });
    }
  }

  /** @internal */
  public _toSpec(): k8s.CanarySpecAutoscalerRef {
    const { minReplicas, maxReplicas, primaryQueries } = this.options;
    return {
      apiVersion: this.apiVersion,
      kind: this.kind as k8s.CanarySpecAutoscalerRefKind,
      name: this.name,
      primaryScalerQueries: primaryQueries,
      ...((minReplicas !== undefined || maxReplicas !== undefined) && { primaryScalerReplicas: { minReplicas, maxReplicas } }),
    };
  }
}
