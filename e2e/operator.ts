import { RuleFile } from './promtool';
import { run } from './run';

/** What the Prometheus operator makes of objects. */
export interface OperatorAnswer {
  /** What it refuses, or what the API server would drop; empty where all is accepted. */
  readonly errors: readonly string[];

  /** The configuration that it writes, where one was asked for and accepted. */
  readonly config?: string;

  /** The monitors, as namespace/name, that made it into Prometheus' configuration. */
  readonly selected?: readonly string[];

  /** What it logs meanwhile, such as a field that it leaves out. */
  readonly log?: readonly string[];
}

/** A Kubernetes object. */
export type Manifest = Readonly<Record<string, unknown>>;

/** An Alertmanager object and what it reads. */
export interface AlertmanagerQuestion {
  /** The text under `alertmanager.yaml` in its Secret. */
  readonly raw: string;

  /**
   * The AlertmanagerConfig objects that it selects.
   *
   * @default - none
   */
  readonly alertmanagerConfigs?: readonly Manifest[];

  /**
   * The Secrets that AlertmanagerConfigs refer to.
   *
   * @default - none
   */
  readonly secrets?: readonly Manifest[];

  /**
   * Its version; the operator leaves out what a version does not know, or refuses.
   *
   * @default v0.34.0, which kube-prometheus-stack 88.5.3 ships
   */
  readonly version?: string;

  /**
   * Its namespace.
   *
   * @default monitoring
   */
  readonly namespace?: string;

  /**
   * Which matchers the operator adds to routes of AlertmanagerConfigs.
   *
   * @default OnNamespace
   */
  readonly matcherStrategy?: 'OnNamespace' | 'OnNamespaceExceptForAlertmanagerNamespace' | 'None';
}

/** A Prometheus object and the monitors of a cluster. */
export interface PrometheusQuestion {
  /** PodMonitors and ServiceMonitors of any namespace. */
  readonly monitors: readonly Manifest[];

  /**
   * The labels that it wants on a monitor. kube-prometheus-stack wants `release: <its release>`, kube-prometheus nothing.
   *
   * @default - none
   */
  readonly monitorLabels?: Readonly<Record<string, string>>;

  /**
   * The Secrets and ConfigMaps that the monitors refer to.
   *
   * @default - none
   */
  readonly secrets?: readonly Manifest[];

  /**
   * Fields of the Prometheus' spec, over those that kube-prometheus-stack leaves to the CRD's defaults.
   *
   * @default - none
   */
  readonly spec?: Manifest;
}

/** A certificate that is its own authority, and its key, in one text: the operator reads those that a monitor refers to. */
export function certificateAndKey(): string {
  return askOne({ do: 'certificate' }).config as string;
}

/** What the operator finds wrong with each PrometheusRule's spec; a spec without an error is loaded. */
export function validateRules(...specs: readonly RuleFile[]): (readonly string[])[] {
  return ask(specs.map((spec) => ({ do: 'rule', spec }))).map((answer) => answer.errors);
}

/** What the operator finds wrong with a PrometheusRule's spec. */
export function validateRule(spec: RuleFile): readonly string[] {
  return validateRules(spec)[0] ?? [];
}

/** What the operator makes of an Alertmanager's Secret and of AlertmanagerConfigs. */
export function alertmanagerConfig(question: AlertmanagerQuestion): OperatorAnswer {
  return askOne(alertmanagerQuestion(question));
}

/** The same of many, by one process. */
export function alertmanagerConfigs(questions: readonly AlertmanagerQuestion[]): OperatorAnswer[] {
  return ask(questions.map(alertmanagerQuestion));
}

function alertmanagerQuestion(question: AlertmanagerQuestion): object {
  const { raw, alertmanagerConfigs, secrets, version = 'v0.34.0', namespace = 'monitoring', matcherStrategy: type = 'OnNamespace' } = question;
  return {
    do: 'alertmanager',
    alertmanager: { metadata: { namespace, name: 'alertmanager' }, spec: { version, alertmanagerConfigMatcherStrategy: { type } } },
    raw,
    alertmanagerConfigs,
    secrets,
  };
}

/** The prometheus.yaml that the operator writes for monitors, its service discovery included. */
export function prometheusConfig(question: PrometheusQuestion): OperatorAnswer {
  return askOne(prometheusQuestion(question));
}

/** The same of many, by one process. */
export function prometheusConfigs(questions: readonly PrometheusQuestion[]): OperatorAnswer[] {
  return ask(questions.map(prometheusQuestion));
}

function prometheusQuestion(question: PrometheusQuestion): object {
  const selector = { matchLabels: question.monitorLabels ?? {} };
  return {
    do: 'prometheus',
    prometheus: {
      metadata: { namespace: 'monitoring', name: 'prometheus' },
      spec: {
        // The CRD's defaults (prometheus-operator 0.93.0 pkg/apis/monitoring/v1/prometheus_types.go), which only an API server applies.
        scrapeInterval: '30s',
        evaluationInterval: '30s',
        podMonitorSelector: selector,
        serviceMonitorSelector: selector,
        ruleSelector: {},
        alerting: { alertmanagers: [] },
        ...question.spec,
      },
    },
    monitors: question.monitors,
    monitorSecrets: question.secrets,
  };
}

function askOne(question: object): OperatorAnswer {
  return ask([question])[0] as OperatorAnswer;
}

function ask(questions: readonly object[]): OperatorAnswer[] {
  const { ok, output, stdout } = run('operator-oracle', [], { input: questions.map((question) => `${JSON.stringify(question)}\n`).join('') });
  const answers = stdout.trimEnd().split('\n');
  if (!ok || answers.length !== questions.length) { throw new Error(`operator-oracle: ${output}`); }
  return answers.map((line) => JSON.parse(line) as OperatorAnswer);
}
