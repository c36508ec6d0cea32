import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { HelmValues, joinedValues } from '../helm-values';
import { invalid, present, wholeNumber } from '../invalid';
import { Resource, ResourceProps } from '../resource';
import { SecretKey } from '../secret-key';
import { checkAddress } from './address';
import { checkObjectName, checkShownName } from './names';
import { MeshProvider } from './provider';

/** Where Flagger itself posts about every canary that has no `alerts` of its own. It hears all severities. */
export interface FlaggerSlack {
  /** The channel; without one Flagger sends nothing, and says so in its log alone. */
  readonly channel: string;

  /** The webhook's address. */
  readonly url: SecretKey;

  /**
   * A token that goes with each message.
   *
   * @default - none
   */
  readonly token?: SecretKey;

  /**
   * The name under which it posts.
   *
   * @default flagger
   */
  readonly user?: string;
}

/** What the values of Flagger's Helm chart take. */
export interface FlaggerValuesProps extends ResourceProps {
  /**
   * The Prometheus that the built-in checks query, such as `http://prometheus-operated.monitoring:9090`. The chart's own default leads
   * nowhere in most clusters.
   */
  readonly metricsServer: string;

  /**
   * What moves the traffic of canaries that do not say it themselves. Those of this library do.
   *
   * @default - Istio
   */
  readonly meshProvider?: MeshProvider;

  /**
   * The cluster's name, in each message to an AlertProvider.
   *
   * @default - none
   */
  readonly clusterName?: string;

  /**
   * Whether canaries may refer to AlertProviders and MetricTemplates of their own namespace alone. Say it in
   * `CanaryAlerting({ flagger: { noCrossNamespaceRefs: true } })` as well.
   *
   * @default false
   */
  readonly noCrossNamespaceRefs?: boolean;

  /**
   * The only namespace whose canaries, AlertProviders and MetricTemplates Flagger sees.
   *
   * @default - all
   */
  readonly watchNamespace?: string;

  /**
   * How many pods there are; more than one elect a leader.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Whether a change of a ConfigMap or Secret that a target reads is a release of its own.
   *
   * @default true
   */
  readonly configTracking?: boolean;

  /**
   * Flagger's own Slack notifier. Leave it out where a channel of CanaryAlerting hears the same.
   *
   * @default - none
   */
  readonly slack?: FlaggerSlack;

  /**
   * The address of Flagger's own Microsoft Teams notifier, which takes the place of Slack's: a connector's, not a workflow's.
   *
   * @default - none
   */
  readonly msTeamsUrl?: SecretKey;

  /**
   * The address to which every event is posted (`EventMetadata`), of canaries without a webhook of type event.
   *
   * @default - none
   */
  readonly eventWebhookUrl?: SecretKey;

  /**
   * More values of the chart, merged with ours map by map. One that is given twice is refused.
   *
   * @default - none
   */
  readonly values?: { readonly [key: string]: unknown };
}

/**
 * Makes a ConfigMap with values of Flagger's Helm chart (1.44.0), for the `valuesFrom` of a HelmRelease that exists, whose key `values.yaml`
 * is the default. It belongs into the release's namespace, and so do the Secrets. Secrets are read by environment variables: the
 * chart's own values for addresses would stand among the container's arguments. The chart's monitors stay off: `CanaryAlerting`
 * makes a PodMonitor that keeps the canaries' namespaces, and two of them count everything twice.
 */
export class FlaggerValues extends Resource {
  private readonly props: FlaggerValuesProps;

  public constructor(scope: Construct, id: string, props: FlaggerValuesProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', fields: ['data'] }, props);
    this.props = props;
    const at = this.reference;
    present(at, props, { metricsServer: '\'http://prometheus-operated.monitoring:9090\'' });
    checkAddress(at, props.metricsServer, 'metricsServer', 'metricsServer: \'http://prometheus-operated.monitoring:9090\'');
    if (props.meshProvider !== undefined && !Object.values(MeshProvider).includes(props.meshProvider)) {
      throw invalid({
        at,
        what: 'there is no such provider, and Flagger would take it for Istio',
        value: props.meshProvider,
        allowed: Object.values(MeshProvider).join(', '),
      });
    }
    if (props.watchNamespace !== undefined) { checkObjectName(`${at}: watchNamespace`, props.watchNamespace); }
    if (props.clusterName !== undefined) { checkShownName(`${at}: clusterName`, props.clusterName); }
    if (props.replicas !== undefined) { wholeNumber(at, 'replicas', props.replicas, { min: 1 }); }
    if (props.slack !== undefined) {
      present(`${at}: slack`, props.slack, { channel: '\'deployments\'', url: 'SecretKey.of(\'slack\', \'address\')' });
      checkShownName(`${at}: slack.channel`, props.slack.channel);
    }
    if (props.slack !== undefined && props.msTeamsUrl !== undefined) {
      throw invalid({
        at,
        what: 'slack and msTeamsUrl are both given',
        allowed: 'one of them: Flagger has one notifier, and takes Teams (cmd/flagger/main.go initNotifier)',
        fix: 'an AlertProvider for the other',
      });
    }
    this.merged();
  }

  /** The keys of Secrets that Flagger's pods read; a pod does not start while one is missing. */
  public get secretKeys(): SecretKey[] {
    return this.env().map(({ key }) => key);
  }

  /** @internal */
  public _toManifest(): { readonly [field: string]: unknown } {
    // Every text is quoted, so that readers of YAML 1.1 and 1.2 agree what it is.
    const text = stringify(this.merged(), { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
    return { data: { 'values.yaml': text } };
  }

  private env(): { readonly name: string; readonly key: SecretKey }[] {
    const { slack, msTeamsUrl, eventWebhookUrl } = this.props;
    const all: [string, SecretKey | undefined][] = [['SLACK_URL', slack?.url], ['SLACK_TOKEN', slack?.token], ['MSTEAMS_URL', msTeamsUrl], ['EVENT_WEBHOOK_URL', eventWebhookUrl]];
    return all.flatMap(([name, key]) => key === undefined ? [] : [{ name, key }]);
  }

  private merged(): HelmValues {
    const { metricsServer, meshProvider, clusterName, noCrossNamespaceRefs, watchNamespace, replicas = 1, configTracking = true, slack } = this.props;
    const env = this.env().map(({ name, key }) => ({ name, valueFrom: { secretKeyRef: { name: key.secretName, key: key.key } } }));
    const ours: HelmValues = {
      metricsServer,
      ...(meshProvider !== undefined && { meshProvider }),
      ...(clusterName !== undefined && { clusterName }),
      ...(noCrossNamespaceRefs !== undefined && { noCrossNamespaceRefs }),
      ...(watchNamespace !== undefined && { namespace: watchNamespace }),
      configTracking: { enabled: configTracking },
      // Two pods without a leader would both move the traffic.
      leaderElection: { enabled: replicas > 1, replicaCount: replicas },
      podMonitor: { enabled: false },
      serviceMonitor: { enabled: false },
      ...(slack !== undefined && { slack: { channel: slack.channel, user: slack.user ?? 'flagger' } }),
      ...(env.length > 0 && { env }),
    };
    this.refuseSecrets(this.props.values ?? {});
    return joinedValues(ours, this.props.values ?? {}, (before, value, path) => this.both(before, value, path));
  }

  /** The chart puts these among the container's arguments, and this ConfigMap is committed to git. */
  private refuseSecrets(values: HelmValues): void {
    const { slack, msteams, eventWebhook } = values as { readonly slack?: { readonly url?: unknown }; readonly msteams?: { readonly url?: unknown }; readonly eventWebhook?: unknown };
    for (const [what, value, fix] of [
      ['slack.url', slack?.url, 'slack: { channel: \'…\', url: SecretKey.of(…) }'],
      ['msteams.url', msteams?.url, 'msTeamsUrl: SecretKey.of(…)'],
      ['eventWebhook', eventWebhook, 'eventWebhookUrl: SecretKey.of(…)'],
    ] as const) {
      if (value === undefined || value === null || value === '') { continue; }
      // The address is not repeated: it is a secret.
      throw invalid({
        at: this.reference,
        what: `values.${what} holds an address in clear text`,
        allowed: 'a key of a Secret, which the pods read as an environment variable',
        fix,
      });
    }
  }

  private both(before: unknown, value: unknown, path: string): unknown {
    if (path === 'env' && Array.isArray(before) && Array.isArray(value)) { return [...before as unknown[], ...value as unknown[]]; }
    throw invalid({
      at: this.reference, what: `values.${path} is given twice, with different values`, allowed: 'one value: Helm merges maps and replaces everything else',
      fix: 'leave it out of values, and say it as a property',
    });
  }
}
