import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as alertmanager from './alertmanager';
import { checkClusterName } from './alertmanager/canary-template';
import { Channel } from './channel';
import { addRules } from './composite/alert-rules';
import { AlertProviders } from './composite/alert-providers';
import { CoveredCanary } from './composite/covered-canary';
import { installFlagger } from './composite/flagger-installer';
import { outOfReach } from './composite/flagger-reach';
import { FluxNotifications } from './composite/flux-notifications';
import { Folder, Folders } from './composite/folders';
import { checkPlaces } from './composite/places';
import { Routing } from './composite/routing';
import { Secrets } from './composite/secrets';
import { milliseconds, prometheusDuration } from './duration';
import { SHORTEST_PROMISE, shortestRollout, Timing, timingFor } from './facts/latency';
import * as flagger from './flagger';
import { FlaggerInstallation } from './flagger-installation';
import { FlaggerRelease, FlaggerReleaseOptions } from './flagger-release';
import { withoutSubstitution } from './flux/substitution';
import { FluxDelivery } from './flux-delivery';
import * as grafana from './grafana';
import { Hears } from './hears';
import { Heartbeat } from './heartbeat';
import { duration, invalid, isDnsLabel, namespaceName, present } from './invalid';
import { checkOptions } from './options';
import { checkId, constructId } from './place';
import * as prometheus from './prometheus';
import { PrometheusStack } from './prometheus-stack';
import { Team, TeamOptions } from './team';

/** How Flux installs Flagger, where it is not there yet. */
export interface InstallFlaggerOptions extends FlaggerReleaseOptions {
  /**
   * The Prometheus that the built-in checks query. It must have the metrics of the mesh.
   *
   * @default - that of `prometheus`, by the Service `prometheus-operated` which the operator makes beside it
   */
  readonly metricsServer?: string;

  /**
   * Whether Flagger's namespace is made, before all else. It is never pruned.
   *
   * @default true
   */
  readonly createNamespace?: boolean;
}

/** What CanaryAlerting takes. */
export interface CanaryAlertingProps {
  /**
   * The promise: how long after Flagger has set a canary to failed a message has left for the channels that hear failures, at the
   * latest; also when the same canary fails again, or another one a moment later. Scrape interval, rule interval and grouping are
   * chosen from it. At least 5 seconds.
   */
  readonly notifyWithin: Duration;

  /** Who hears of all canaries, and of what. At least one channel must hear failures. */
  readonly channels: Channel[];

  /** The Prometheus and the Alertmanager that are there. */
  readonly prometheus: PrometheusStack;

  /**
   * The Flagger that is there; where it is not there yet, its namespace.
   *
   * @default - in flagger-system, installed by its Helm chart
   */
  readonly flagger?: FlaggerInstallation;

  /**
   * Lets Flux install Flagger by its Helm chart, before what needs it. `{}` is enough. Needs `flux`.
   *
   * @default - Flagger is there already
   */
  readonly installFlagger?: InstallFlaggerOptions;

  /**
   * How Flux applies what is synthesized. Without it there are no Kustomizations, and nobody is told of a commit that does not
   * apply.
   *
   * @default - not by Flux
   */
  readonly flux?: FluxDelivery;

  /**
   * A service outside the cluster that pages when it hears nothing.
   *
   * @default - none: when Prometheus or Alertmanager is down, nobody notices
   */
  readonly heartbeat?: Heartbeat;

  /**
   * Who hears of the alerts that are not about canaries, such as those of kube-prometheus-stack. Alertmanager's configuration is
   * written as a whole, so that they must be sent somewhere, or are sent nowhere, which is the chart's own default. One of
   * `channels`, or a team's, may hear of them, too; it must hear failures, because it is Alertmanager that tells them.
   *
   * They are treated as the chart does it: a message for each namespace, after 30 seconds, again after 12 hours; Watchdog, which fires always, and
   * InfoInhibitor reach nobody; a critical alert mutes the warning of its name and namespace, a warning what is for information, InfoInhibitor what is for
   * information in its namespace. None of that is true of alerts about canaries, nor of what Flux cannot apply. Routes that you add come before the two to
   * nobody: Watchdog may go to a heartbeat of yours.
   *
   * Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 values.yaml (alertmanager.config).
   *
   * @default - nobody
   */
  readonly otherAlerts?: Channel;

  /**
   * A configuration of Alertmanager that is there already, which ours is added to: `alertmanager.Config.fromFile('alertmanager.yaml')`.
   * Our routes come first, and take our alerts alone; all else is as it was. Not beside `otherAlerts`, which its root route says.
   *
   * @default - one of our own
   */
  readonly alertmanagerConfig?: alertmanager.Config;

  /**
   * The cluster's name, as the titles of messages about failures say it.
   *
   * @default - the label `cluster` of the alerts, where Prometheus has one among its external labels
   */
  readonly clusterName?: string;

  /**
   * Files of message templates that the layouts of channels refer to.
   *
   * @default - none but our own
   */
  readonly templates?: alertmanager.MessageTemplate[];

  /**
   * How often a failure is told again while it lasts.
   *
   * @default Duration.hours(4)
   */
  readonly repeatInterval?: Duration;

  /**
   * The URL of Grafana, such as `https://grafana.example.com`; messages link to the dashboard then.
   *
   * @default - no links
   */
  readonly grafanaUrl?: string;

  /**
   * The folder of the runbooks; `/<AlertName>.md` is appended.
   *
   * @default - the pages of this project
   */
  readonly runbooks?: string;
}

/**
 * Everything that carries a canary's failure to those who must hear of it: what Prometheus scrapes and watches, how
 * Alertmanager routes, what Flagger and Flux tell themselves, and how Flux applies it all. Each event reaches each channel
 * once; each kind of failure reaches somebody.
 */
export class CanaryAlerting extends Construct {
  /** What Prometheus scrapes from Flagger. */
  public readonly podMonitor: prometheus.PodMonitor;

  /** The rules. */
  public readonly prometheusRule: prometheus.PrometheusRule;

  /** The dashboard. */
  public readonly dashboard: grafana.Dashboard;

  /** Alertmanager's configuration; routes, receivers, inhibit rules and templates can be added to its `config`. */
  public readonly configSecret: alertmanager.ConfigSecret;

  /** The Helm values by which kube-prometheus-stack uses it; undefined without the chart. */
  public readonly stackValues?: alertmanager.StackValues;

  /** What installs Flagger; undefined where it is there already. */
  public readonly flaggerRelease?: FlaggerRelease;

  /** The teams. */
  public readonly teams: Team[] = [];

  private readonly folders: Folders;
  private readonly secrets: Secrets;
  private readonly routing: Routing;
  private readonly alertProviders: AlertProviders;
  private readonly fluxNotifications: FluxNotifications;
  private readonly props: CanaryAlertingProps;
  private readonly installation: FlaggerInstallation;
  private readonly flaggerNamespace: string;
  private readonly timing: Timing;

  /**
   * @param scope The App: each folder of the output is a Chart of its own.
   * @param id The id.
   * @param props Who must hear what, and how fast.
   */
  public constructor(scope: Construct, id: string, props: CanaryAlertingProps) {
    super(scope, constructId('CanaryAlerting', scope, id));
    this.props = props;
    this.check();
    const { flux: delivery } = props;
    const stack = props.prometheus;
    this.timing = timingFor(props.notifyWithin);
    const { timing } = this;
    this.flaggerNamespace = props.flagger?.namespace ?? 'flagger-system';
    this.folders = new Folders(this, delivery, { flagger: this.flaggerNamespace, prometheus: stack.namespace });
    this.secrets = new Secrets(this.folders, delivery);
    this.flaggerRelease = this.installFlagger();
    this.installation = this.flaggerRelease?.installation ?? props.flagger ?? {};
    const { installation } = this;
    this.routing = new Routing(timing, props.repeatInterval ?? Duration.hours(4), props.heartbeat, props.otherAlerts, [
      alertmanager.MessageTemplate.canaryAlerting({ clusterName: props.clusterName }), ...props.templates ?? [],
    ], props.alertmanagerConfig);

    const monitoring = this.folders.chart(Folder.MONITORING, { after: [delivery?.prometheus, delivery?.flagger], namespace: stack.namespace });
    const monitorNamespace = stack._podMonitorNamespace(this.flaggerNamespace);
    this.podMonitor = new prometheus.PodMonitor(monitoring, 'flagger', {
      metadata: { namespace: monitorNamespace, labels: stack.podMonitorLabels },
      ...(monitorNamespace !== this.flaggerNamespace && { namespaces: [this.flaggerNamespace] }),
      selector: installation.podLabels ?? { 'app.kubernetes.io/name': 'flagger' },
      endpoints: [{ port: 'http', interval: timing.scrapeInterval }],
    });
    this.dashboard = new grafana.Dashboard(monitoring, 'canaries', { metadata: { name: 'canaries-dashboard' }, uid: 'canaries' });
    this.prometheusRule = new prometheus.PrometheusRule(monitoring, 'canary-alerting', {
      metadata: withoutSubstitution({ labels: stack.selectorLabels }),
    });
    addRules(this.prometheusRule, timing, {
      namespace: this.flaggerNamespace,
      deployment: installation.deployment ?? 'flagger',
      job: this.podMonitor.job,
      runbooks: props.runbooks,
      dashboardUrl: props.grafanaUrl && `${props.grafanaUrl.replace(/\/+$/, '')}${this.dashboard.path}`,
    }, () => this.teams.flatMap((team) => team._covered));

    const configuration = this.folders.chart(Folder.ALERTMANAGER, { after: [delivery?.prometheus], namespace: stack.namespace });
    this.configSecret = new alertmanager.ConfigSecret(configuration, stack.configSecretName, {
      metadata: withoutSubstitution(),
      config: this.routing.config,
    });
    if (stack.needsHelmValues) {
      this.stackValues = new alertmanager.StackValues(configuration, 'canary-alerting-values', {
        // The helm-controller reconciles at once when a ConfigMap with this label changes.
        metadata: withoutSubstitution({ labels: { 'reconcile.fluxcd.io/watch': 'Enabled' } }),
        configSecret: this.configSecret,
      });
    }

    this.alertProviders = new AlertProviders(this.folders, this.secrets, this.flaggerNamespace, installation, this.flaggerFolder);
    this.fluxNotifications = new FluxNotifications(this.folders, this.secrets, this.routing, stack.namespace);
    for (const channel of props.channels) { this.addFailureChannel(channel); }
    for (const { url } of props.heartbeat === undefined ? [] : [props.heartbeat]) { this.mount(url); }
    for (const secret of props.otherAlerts?._secrets ?? []) { this.mount(secret); }
    this.node.addValidation({ validate: () => this.teams.flatMap(({ node: { id } }) => this.node.root.node.tryFindChild(id)?.node.findAll() ?? [])
      .filter((each) => ApiObject.isApiObject(each)).filter(({ kind }) => kind === 'Canary').flatMap((each) => outOfReach(each, this.installation)) });
  }

  /** All canaries of all teams. */
  public get canaries(): flagger.Canary[] {
    return this.teams.flatMap((team) => team.canaries);
  }

  /**
   * Adds a team: the canaries of one namespace, and channels that hear of them beside those of everybody.
   *
   * @param id The team's name, and that of its folder.
   * @param options Its namespace and its channels.
   */
  public addTeam(id: string, options: TeamOptions = {}): Team {
    checkId('Team', id);
    checkOptions(`team ${id}`, 'TeamOptions', options);
    const namespace = options.namespace ?? id;
    this.checkTeam(id, namespace, options.channels ?? []);
    this.folders.checkTeamName(id);
    this.folders.order(id, Folder.FLAGGER);
    if (this.flaggerRelease !== undefined) { this.folders.order(id, Folder.FLAGGER_RELEASE); }
    if (options.createNamespace) { this.createNamespace(namespace, id); }
    const team = Team._of(this, id, options, {
      chart: () => this.teamFolder(team),
      cover: (canary) => { this.cover(team, canary); },
      flagger: this.installation,
    });
    this.teams.push(team);
    for (const channel of team.channels) { this.addFailureChannel(channel, team); }
    return team;
  }

  /**
   * Adds a canary without a team: those of its namespace, with no channels of their own.
   *
   * @param id The id, and the Canary's name unless the metadata says otherwise.
   * @param props What is released, and how; the metadata must name the namespace.
   */
  public addCanary(id: string, props: flagger.CanaryProps): flagger.Canary {
    const namespace = (props as flagger.CanaryProps | undefined)?.metadata?.namespace;
    if (namespace === undefined) {
      throw invalid({
        at: `Canary ${id}`, what: 'there is no namespace', allowed: 'a namespace: Alertmanager and the metrics know the canary by it',
        fix: 'metadata: { namespace: \'shop\' }, or addTeam(\'shop\').addCanary(…)',
      });
    }
    return (this.teams.find((team) => team.namespace === namespace) ?? this.addTeam(namespace)).addCanary(id, props);
  }

  /**
   * Adds a MetricTemplate in Flagger's namespace, which canaries of all namespaces can refer to. Refused where Flagger runs with
   * `-no-cross-namespace-refs`, or watches another namespace alone: `new flagger.MetricTemplate(team.chart, …)` is for a team then.
   *
   * @param id The id, and the MetricTemplate's name.
   * @param props The provider and the query.
   */
  public addMetricTemplate(id: string, props: flagger.MetricTemplateProps): flagger.MetricTemplate {
    present(`MetricTemplate ${id}`, props, { provider: 'flagger.MetricProvider.prometheus({ … })', query: '\'…\'' });
    checkOptions(`MetricTemplate ${id}`, 'flagger.MetricTemplateProps', props);
    if (props.metadata?.namespace !== undefined && props.metadata.namespace !== this.flaggerNamespace) {
      throw invalid({
        at: `MetricTemplate ${id}`, what: 'its namespace is not Flagger\'s', value: props.metadata.namespace,
        allowed: this.flaggerNamespace, fix: 'new flagger.MetricTemplate(team.chart, …) for one of a team\'s own',
      });
    }
    this.checkReach(id);
    const chart = this.folders.chart(Folder.FLAGGER, this.flaggerFolder);
    for (const secret of props.provider.secretKeys) { this.secrets.need(secret, this.flaggerNamespace); }
    return new flagger.MetricTemplate(chart, id, { ...props, metadata: withoutSubstitution({ ...props.metadata, namespace: this.flaggerNamespace }) });
  }

  private get flaggerFolder(): Parameters<Folders['chart']>[1] {
    return { after: [this.props.flux?.flagger], namespace: this.flaggerNamespace };
  }

  private installFlagger(): FlaggerRelease | undefined {
    const { flagger = {}, flux: delivery, installFlagger: install, prometheus: stack } = this.props;
    if (install === undefined) { return undefined; }
    const { createNamespace = true, ...options } = install;
    const release = installFlagger(this.folders, this.secrets, {
      at: `CanaryAlerting ${this.node.id}`, flagger, delivered: delivery !== undefined, elsewhere: delivery?.flagger !== undefined,
      install: { ...options, metricsServer: options.metricsServer ?? `http://prometheus-operated.${stack.namespace}:9090` },
    });
    if (createNamespace) {
      this.createNamespace(this.flaggerNamespace, Folder.FLAGGER_RELEASE);
      // The monitor of Flagger's pods is in its namespace, and does not wait for Flagger.
      this.folders.order(Folder.MONITORING, Folder.NAMESPACES);
    }
    return release;
  }

  private cover(team: Team, canary: CoveredCanary): void {
    this.checkPace(canary);
    this.dashboard.addThresholds(...canary.thresholds);
    for (const channel of [...this.props.channels, ...team.channels].filter(({ hears }) => hears === Hears.PROGRESS)) {
      canary.addAlert({ severity: flagger.AlertSeverity.INFO, provider: this.alertProviders.of(channel, canary.namespace, team.node.id) });
    }
  }

  private addFailureChannel(channel: Channel, team?: Team): void {
    if (channel.hears !== Hears.FAILURES) { return; }
    this.routing.add(channel, team?.namespace);
    for (const secret of channel._secrets) { this.mount(secret); }
    if (team === undefined) { this.fluxNotifications.add(channel); }
  }

  /** A team whose canaries come from elsewhere has none: a folder without an object is not in git, and Flux fails on it. */
  private teamFolder(team: Team): Chart {
    const { id } = team.node;
    const chart = this.folders.chart(id, { after: [this.props.flux?.flagger], namespace: team.namespace, team: id });
    for (const channel of team.channels.filter(({ hears }) => hears === Hears.FAILURES)) { this.fluxNotifications.add(channel, id); }
    return chart;
  }

  private mount(secret: Channel['_secrets'][number]): void {
    this.secrets.need(secret, this.props.prometheus.namespace, Folder.ALERTMANAGER);
  }

  private createNamespace(name: string, folder: string): void {
    const chart = this.folders.chart(Folder.NAMESPACES);
    this.folders.order(folder, Folder.NAMESPACES);
    this.folders.order(Folder.SECRETS, Folder.NAMESPACES);
    if (chart.node.tryFindChild(name) !== undefined) { return; }
    new ApiObject(chart, name, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    });
  }

  private check(): void {
    const at = `CanaryAlerting ${this.node.id}`;
    present(at, this.props, {
      notifyWithin: 'Duration.seconds(30)', channels: '[Channel.slack(…)]', prometheus: 'PrometheusStack.helm({ release: \'kube-prometheus-stack\', namespace: \'monitoring\' })',
    });
    checkOptions(at, 'CanaryAlertingProps', this.props);
    this.checkNamespaces(at);
    const { notifyWithin, channels } = this.props;
    duration(at, 'notifyWithin', notifyWithin);
    if (milliseconds(notifyWithin) < milliseconds(SHORTEST_PROMISE)) {
      throw invalid({
        at, what: 'notifyWithin is shorter than Prometheus and Alertmanager can keep', value: prometheusDuration(notifyWithin),
        allowed: `${prometheusDuration(SHORTEST_PROMISE)} or more`, fix: 'notifyWithin: Duration.seconds(30)',
      });
    }
    checkClusterName(at, this.props.clusterName);
    if (!channels.some(({ hears }) => hears === Hears.FAILURES)) {
      throw invalid({
        at, what: 'no channel hears failures', allowed: 'at least one: otherwise nobody is told that a canary failed',
        fix: 'Channel.slack(\'#on-call\', { webhook: SecretKey.of(\'slack-on-call\', \'address\'), hears: Hears.FAILURES })',
      });
    }
    this.checkChannels(at, channels);
    if (this.props.otherAlerts?.hears === Hears.PROGRESS) {
      const { service, title } = this.props.otherAlerts;
      throw invalid({
        at, what: `the channel ${service} ${title} of otherAlerts hears progress`, allowed: 'a channel that hears failures: progress is what Flagger posts, and other alerts are told by Alertmanager',
        fix: 'hears: Hears.FAILURES; for a place that hears progress, a second Channel for it with a name of its own',
      });
    }
    if (this.props.otherAlerts !== undefined && this.props.alertmanagerConfig !== undefined) {
      throw invalid({
        at, what: 'both otherAlerts and alertmanagerConfig are given', allowed: 'one of them: who hears of other alerts is what the routes of the configuration say', fix: 'leave otherAlerts out',
      });
    }
  }

  /** One that is written down is that of an object, and no "everywhere" or "as usual". */
  private checkNamespaces(at: string): void {
    const { flagger: { namespace, watchNamespace } = {}, flux: delivery } = this.props;
    for (const [property, value] of [['flagger.namespace', namespace], ['flagger.watchNamespace', watchNamespace], ['flux.namespace', delivery?.namespace]] as const) {
      if (value !== undefined) { namespaceName(at, property, value); }
    }
  }

  /** A rollout can fail two ticks after it began: with a failing pre-rollout webhook and a threshold of 1. */
  private checkPace(canary: CoveredCanary): void {
    const needed = shortestRollout(this.timing);
    if (2 * milliseconds(canary.interval) >= milliseconds(needed)) { return; }
    throw invalid({
      at: canary.reference, what: 'its analysis can fail faster than two failures are told apart', value: prometheusDuration(canary.interval),
      allowed: `an interval of at least ${prometheusDuration(Duration.millis(milliseconds(needed) / 2))} with notifyWithin ${prometheusDuration(this.props.notifyWithin)}: `
        + 'Prometheus and Alertmanager must have seen the canary progress in between',
      fix: `notifyWithin: Duration.seconds(${(3 * milliseconds(canary.interval)) / 1000}), or a longer interval`,
    });
  }

  /** A MetricTemplate that no canary could refer to, or that Flagger does not see. */
  private checkReach(id: string): void {
    const { noCrossNamespaceRefs, watchNamespace } = this.installation;
    const out = watchNamespace !== undefined && watchNamespace !== this.flaggerNamespace;
    if (!out && noCrossNamespaceRefs !== true) { return; }
    throw invalid({
      at: `MetricTemplate ${id}`,
      what: out ? `Flagger watches the namespace ${watchNamespace} alone, and does not see one in its own` : 'Flagger runs with -no-cross-namespace-refs, and ignores each canary that refers to another namespace',
      value: this.flaggerNamespace, allowed: 'one in the namespace of the canary', fix: 'new flagger.MetricTemplate(team.chart, …)',
    });
  }

  private checkTeam(id: string, namespace: string, channels: readonly Channel[]): void {
    const at = `team ${id}`;
    for (const [what, name] of [['the team\'s name', id], ['the namespace', namespace]] as const) {
      if (isDnsLabel(name)) { continue; }
      throw invalid({ at, what: `${what} is not a DNS label`, value: name, allowed: 'at most 63 lower-case letters, digits and "-"' });
    }
    const { watchNamespace } = this.installation;
    if (watchNamespace !== undefined && watchNamespace !== namespace) {
      throw invalid({ at, what: 'Flagger does not watch its namespace', value: namespace, allowed: `${watchNamespace}, the only one that it watches`, fix: 'leave watchNamespace out' });
    }
    const other = this.teams.find((team) => team.namespace === namespace);
    if (other !== undefined) {
      throw invalid({
        at, what: `its namespace is that of team ${other.node.id}`, value: namespace,
        allowed: 'a namespace for each team: an alert carries the namespace of its canary, and is routed by it',
      });
    }
    this.checkChannels(at, [...this.props.channels, ...channels]);
  }

  /** One place under two names, or twice, would be told everything twice. */
  private checkChannels(at: string, channels: readonly Channel[]): void {
    const { otherAlerts } = this.props;
    channels.forEach((channel, index) => {
      if (otherAlerts !== undefined && channel !== otherAlerts && channel.name === otherAlerts.name && channel.hears === Hears.FAILURES) {
        throw invalid({
          at, what: `the channel ${channel.title} and otherAlerts have one name`, value: channel.name, allowed: 'one Channel for both, or two names: Alertmanager knows a receiver by its name',
          fix: 'const onCall = Channel.slack(…), and channels: [onCall], otherAlerts: onCall; or name: \'…\' in the options of one of them',
        });
      }
      const same = channels.slice(0, index).find((each) => each._identity === channel._identity && each.hears === channel.hears);
      if (same !== undefined) {
        throw invalid({ at, what: `the channel ${channel.service} ${channel.title} is there twice`, allowed: 'each channel once: it would be told everything twice', fix: 'leave one of them out' });
      }
      for (const other of channels.slice(0, index)) { checkPlaces(at, other, channel); }
      const named = [...channels.slice(0, index), ...this.teams.flatMap((team) => team.channels)].find((each) => each !== channel && each.name === channel.name && each._identity !== channel._identity);
      if (named !== undefined) {
        throw invalid({
          at, what: `two channels have one name: ${named.title} and ${channel.title}`, value: channel.name,
          allowed: 'each name once: it is that of their objects',
          fix: named._isPlaceOf(channel) === 'title' ? 'leave one of them out; where they are two places, such as channels of two workspaces, name: \'…\' in the options of one of them' : 'name: \'…\' in the options of one of them',
        });
      }
    });
  }
}
