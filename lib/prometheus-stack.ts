import { invalid, nameOf, namespaceName, present } from './invalid';
import { checkOptions } from './options';

/** A Prometheus that kube-prometheus-stack runs. */
export interface HelmStackOptions {
  /** The name of the Helm release: the chart's Prometheus selects monitors and rules by the label `release` of that value. */
  readonly release: string;

  /** The namespace of the release. */
  readonly namespace: string;

  /**
   * The labels that monitors and rules need, where values of the release say so: `prometheusSpec.ruleSelector` and
   * `podMonitorSelector`.
   *
   * @default - `release`, with the name of the release
   */
  readonly selectorLabels?: { readonly [label: string]: string };
}

/** In which namespaces a Prometheus looks for objects: its `ruleNamespaceSelector` or `podMonitorNamespaceSelector`. */
export class SelectedNamespaces {
  /** All of them: the selector is `{}`. */
  public static all(): SelectedNamespaces {
    return new SelectedNamespaces('all', []);
  }

  /** That of the Prometheus alone: there is no selector. */
  public static own(): SelectedNamespaces {
    return new SelectedNamespaces('own', []);
  }

  /**
   * Some: the selector asks for their names, by the label `kubernetes.io/metadata.name`.
   *
   * @param names The names.
   */
  public static named(...names: string[]): SelectedNamespaces {
    if (names.length === 0) { throw invalid({ at: 'SelectedNamespaces.named', what: 'there is no name', allowed: 'at least one namespace', fix: 'SelectedNamespaces.own(), for that of the Prometheus' }); }
    return new SelectedNamespaces('named', names);
  }

  /**
   * Those that have labels. Whether Flagger's and Prometheus' namespaces have them cannot be seen here, and is taken for granted.
   *
   * @param labels The labels.
   */
  public static labeled(labels: { readonly [label: string]: string }): SelectedNamespaces {
    if (Object.keys(labels).length === 0) { throw invalid({ at: 'SelectedNamespaces.labeled', what: 'there is no label', allowed: 'at least one', fix: 'SelectedNamespaces.all()' }); }
    return new SelectedNamespaces('labeled', []);
  }

  private constructor(private readonly which: 'all' | 'own' | 'named' | 'labeled', private readonly names: string[]) {}

  /** @internal */
  public _has(namespace: string, own: string): boolean {
    return this.which === 'own' ? namespace === own : this.which === 'named' ? this.names.includes(namespace) : true;
  }

  /** @internal */
  public _inWords(own: string): string {
    return this.which === 'own' ? `${own}, its own` : this.names.join(', ');
  }
}

/** A Prometheus and an Alertmanager that prometheus-operator runs without the chart. */
export interface OperatorStackOptions {
  /** The namespace of the Prometheus and the Alertmanager. */
  readonly namespace: string;

  /** The name of the Alertmanager object: the operator reads its configuration from the Secret `alertmanager-<name>`. */
  readonly alertmanager: string;

  /**
   * The Secret that the Alertmanager object names in `spec.configSecret`. Its key is `alertmanager.yaml` either way.
   *
   * @default - `alertmanager-<name>`, which the operator reads where nothing is named
   */
  readonly configSecret?: string;

  /**
   * The labels that the Prometheus' `ruleSelector` and `podMonitorSelector` want. A Prometheus without these fields takes nothing at all:
   * an empty selector (`{}`) takes everything.
   *
   * @default - none, for selectors that take everything
   */
  readonly selectorLabels?: { readonly [label: string]: string };

  /**
   * The labels that its `ruleSelector` wants.
   *
   * @default - `selectorLabels`
   */
  readonly ruleLabels?: { readonly [label: string]: string };

  /**
   * The labels that its `podMonitorSelector` wants.
   *
   * @default - `selectorLabels`
   */
  readonly podMonitorLabels?: { readonly [label: string]: string };

  /**
   * Where it looks for rules. Ours are in `namespace`; a selector that leaves that out is refused.
   *
   * @default SelectedNamespaces.all()
   */
  readonly ruleNamespaces?: SelectedNamespaces;

  /**
   * Where it looks for PodMonitors. Ours is in Flagger's namespace, or in `namespace` where that one is left out.
   *
   * @default SelectedNamespaces.all()
   */
  readonly podMonitorNamespaces?: SelectedNamespaces;
}

/** The Prometheus and the Alertmanager that are there. */
export class PrometheusStack {
  /**
   * The Helm chart kube-prometheus-stack. It is told by Helm values, in a ConfigMap, to use our Alertmanager configuration.
   *
   * @param options The release.
   * @throws Where the release's name is none that Helm takes, or the namespace's none that Kubernetes takes.
   */
  public static helm(options: HelmStackOptions): PrometheusStack {
    const at = 'PrometheusStack.helm';
    present(at, options, { release: '\'kube-prometheus-stack\'', namespace: '\'monitoring\'' });
    checkOptions(at, 'HelmStackOptions', options);
    if (!isSubdomain(options.release) || options.release.length > 53) {
      throw invalid({
        at, what: 'release is not the name of a Helm release', value: options.release,
        allowed: 'at most 53 lower-case letters, digits, "-" and ".": as `helm list` says it; monitors and rules carry it as a label', fix: `release: '${nameOf(options.release, 'kube-prometheus-stack')}'`,
      });
    }
    namespaceName(at, 'namespace', options.namespace, 'monitoring');
    const labels = options.selectorLabels ?? { release: options.release };
    return new PrometheusStack(options.namespace, labels, labels, 'alertmanager-canary-alerting', true, SelectedNamespaces.all());
  }

  /**
   * prometheus-operator without the chart. The Secrets that Alertmanager reads, which `synth` lists, must be named in its `spec.secrets`.
   *
   * @param options Where, and by which labels it selects.
   * @throws Where a name is none that Kubernetes takes, or the Prometheus looks elsewhere.
   */
  public static operator(options: OperatorStackOptions): PrometheusStack {
    present('PrometheusStack.operator', options, { namespace: '\'monitoring\'', alertmanager: '\'main\'' });
    checkOptions('PrometheusStack.operator', 'OperatorStackOptions', options);
    namespaceName('PrometheusStack.operator', 'namespace', options.namespace, 'monitoring');
    for (const [property, value, example] of [['alertmanager', options.alertmanager, 'main'], ['configSecret', options.configSecret ?? 'alertmanager-main', 'alertmanager-main']] as const) {
      if (isSubdomain(value)) { continue; }
      throw invalid({
        at: 'PrometheusStack.operator', what: `${property} is not the name of an object`, value, allowed: 'lower-case letters, digits, "-" and "."', fix: `${property}: '${nameOf(value, example)}'`,
      });
    }
    const { namespace, alertmanager, selectorLabels = {}, ruleNamespaces = SelectedNamespaces.all() } = options;
    const at = `PrometheusStack ${namespace}/${alertmanager}`;
    if (!ruleNamespaces._has(namespace, namespace)) {
      throw invalid({
        at, what: 'the Prometheus does not look for rules in its own namespace, where ours are', value: ruleNamespaces._inWords(namespace),
        allowed: `${namespace} among them: no alert would ever fire`, fix: `ruleNamespaces: SelectedNamespaces.named('${namespace}', …), and its ruleNamespaceSelector alike`,
      });
    }
    const configSecret = options.configSecret ?? `alertmanager-${alertmanager}`;
    if (configSecret === `alertmanager-${alertmanager}-generated`) {
      throw invalid({ at, what: 'configSecret is the Secret that the operator itself writes', value: configSecret, allowed: 'the one that it reads: it would overwrite ours', fix: `configSecret: 'alertmanager-${alertmanager}'` });
    }
    return new PrometheusStack(namespace, { ...options.ruleLabels ?? selectorLabels }, { ...options.podMonitorLabels ?? selectorLabels }, configSecret, false, options.podMonitorNamespaces ?? SelectedNamespaces.all());
  }

  private constructor(
    /** The namespace of Prometheus and Alertmanager. */
    public readonly namespace: string,
    /** The labels by which the Prometheus selects rules. */
    public readonly selectorLabels: { readonly [label: string]: string },
    /** The labels by which the Prometheus selects PodMonitors. */
    public readonly podMonitorLabels: { readonly [label: string]: string },
    /** The name of the Secret with Alertmanager's configuration. */
    public readonly configSecretName: string,
    /** Whether Helm values are needed for Alertmanager to use that Secret. */
    public readonly needsHelmValues: boolean,
    private readonly podMonitorNamespaces: SelectedNamespaces,
  ) {}

  /**
   * Where a PodMonitor for pods of a namespace must be.
   *
   * @internal
   */
  public _podMonitorNamespace(pods: string): string {
    const home = [pods, this.namespace].find((each) => this.podMonitorNamespaces._has(each, this.namespace));
    if (home !== undefined) { return home; }
    throw invalid({
      at: `PrometheusStack ${this.namespace}`, what: 'the Prometheus looks for PodMonitors neither in Flagger\'s namespace nor in its own', value: this.podMonitorNamespaces._inWords(this.namespace),
      allowed: `${pods} or ${this.namespace} among them: Flagger would not be scraped`, fix: `podMonitorNamespaces: SelectedNamespaces.named('${pods}', …), and its podMonitorNamespaceSelector alike`,
    });
  }
}

/** What Kubernetes takes for the names of most objects, and Helm for those of releases (helm.sh/helm/v3 v3.22.0 pkg/chartutil/validate_name.go). */
function isSubdomain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(value);
}
