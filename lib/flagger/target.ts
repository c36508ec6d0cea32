import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';

/**
 * The labels by which Flagger tells the primary's pods from the canary's: the selector must have one of them.
 * Source: fluxcd/flagger v1.44.0 cmd/flagger/main.go (-selector-labels), pkg/canary/deployment_controller.go getSelectorLabel.
 */
const SELECTOR_LABELS = ['app', 'name', 'app.kubernetes.io/name'];

/** The kinds that the CRD's targetRef takes, by their API version. */
const KINDS = ['apps/v1/Deployment', 'apps/v1/DaemonSet', 'v1/Service', 'serving.knative.dev/v1/Service'];

/** What a canary releases (`targetRef`). It lives in the Canary's namespace. */
export class Target {
  /**
   * A Deployment that is defined elsewhere. Its selector must have one of the labels app, name and app.kubernetes.io/name,
   * and it should not set `replicas`: Flagger scales it to zero, and whoever applies the manifest scales it up again.
   *
   * @param name The Deployment's name.
   */
  public static deployment(name: string): Target {
    return new Target('apps/v1', 'Deployment', name);
  }

  /**
   * A DaemonSet that is defined elsewhere. Its selector must have one of the labels app, name and app.kubernetes.io/name.
   *
   * @param name The DaemonSet's name.
   */
  public static daemonSet(name: string): Target {
    return new Target('apps/v1', 'DaemonSet', name);
  }

  /**
   * A Service that is defined elsewhere, for pods that Flagger shall not touch. Flagger takes it to be ready at all times.
   *
   * @param name The Service's name.
   */
  public static service(name: string): Target {
    return new Target('v1', 'Service', name);
  }

  /**
   * A Knative Service that is defined elsewhere; the provider must be Knative.
   *
   * @param name The Knative Service's name.
   */
  public static knativeService(name: string): Target {
    return new Target('serving.knative.dev/v1', 'Service', name);
  }

  /**
   * A workload of this app: an ApiObject, or a construct that holds one, such as a workload of any cdk8s-plus. What Flagger needs
   * of it is checked when the app is synthesized. Flagger refuses the selector of a Deployment as cdk8s-plus makes it, and its two
   * replicas work against Flagger: give it `select: false`, a selector with the label `app`, and remove `/spec/replicas`.
   *
   * @param workload The Deployment, DaemonSet, Service or Knative Service.
   */
  public static of(workload: IConstruct): Target {
    const object = ApiObject.isApiObject(workload) ? workload : workload.node.defaultChild;
    if (object === undefined || !ApiObject.isApiObject(object)) {
      throw invalid({
        at: `Target.of(${workload.node.path})`,
        what: 'the construct holds no Kubernetes object as its default child',
        allowed: 'an ApiObject, or a construct such as cdk8s-plus has',
        fix: 'flagger.Target.deployment(\'name\')',
      });
    }
    return new Target(object.apiVersion, object.kind, object.name, object);
  }

  private constructor(
    /** The workload's API version. */
    public readonly apiVersion: string,
    /** The workload's kind. */
    public readonly kind: string,
    /** The workload's name: the label `name` of Flagger's metrics, whatever the Canary is called. */
    public readonly name: string,
    /** The workload, where it is part of this app. */
    public readonly apiObject?: ApiObject,
  ) {
    if (!KINDS.includes(`${apiVersion}/${kind}`)) {
      throw invalid({ at: 'Target.of', what: 'Flagger cannot release this kind', value: `${apiVersion}/${kind}`, allowed: KINDS.join(', ') });
    }
    // Flagger names Services after it, `<name>-primary` the longest: a Service's name is a DNS label of at most 63 characters.
    if (typeof name !== 'string' || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > 55) {
      throw invalid({
        at: `Target ${kind}`,
        what: 'the name cannot be that of a Service, which Flagger makes of it',
        value: name,
        allowed: 'lower-case letters, digits and "-", beginning with a letter; at most 55 characters, because "-primary" is appended',
      });
    }
  }

  /** Whether it is a Knative Service. */
  public get isKnative(): boolean {
    return this.apiVersion.startsWith('serving.knative.dev/');
  }

  /**
   * What Flagger will refuse or fight about the workload, as it will be rendered; nothing where it is defined elsewhere.
   *
   * @internal
   */
  public _problems(at: string, namespace: string | undefined): string[] {
    if (this.apiObject === undefined) { return []; }
    const problems: string[] = [];
    const theirs = this.apiObject.metadata.namespace;
    if (theirs !== namespace) {
      problems.push(invalid({ at, what: `the target ${this.kind}/${this.name} is in another namespace`, value: theirs ?? 'none', allowed: `the Canary's own: ${namespace ?? 'none'}` }).message);
    }
    if (this.apiVersion !== 'apps/v1') { return problems; }
    const spec = (this.apiObject.toJson() as { readonly spec?: WorkloadSpec }).spec;
    const labels = Object.keys(spec?.selector?.matchLabels ?? {});
    if (!labels.some((label) => SELECTOR_LABELS.includes(label))) {
      problems.push(invalid({
        at,
        what: `the selector of ${this.kind}/${this.name} has no label by which Flagger can tell the primary's pods`,
        value: labels,
        allowed: `matchLabels with one of ${SELECTOR_LABELS.join(', ')}`,
        fix: labels.includes('cdk8s.io/metadata.addr')
          ? `with cdk8s-plus: select: false, podMetadata: { labels: { app: '${this.name}' } }, then .select(LabelSelector.of({ labels: { app: '${this.name}' } }))`
          : `matchLabels: { app: '${this.name}' }, and the same label on the pods`,
      }).message);
    }
    if (spec?.replicas !== undefined) {
      problems.push(invalid({
        at,
        what: `${this.kind}/${this.name} sets spec.replicas`,
        value: spec.replicas,
        allowed: 'none: Flagger scales the target to zero between rollouts, and whoever applies this manifest would scale it up again and again',
        fix: 'ApiObject.of(deployment).addJsonPatch(JsonPatch.remove(\'/spec/replicas\')), and a HorizontalPodAutoscaler where more than one replica is needed',
      }).message);
    }
    return problems;
  }
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly selector?: { readonly matchLabels?: { readonly [label: string]: string } };
}
