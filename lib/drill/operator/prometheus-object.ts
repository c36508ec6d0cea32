import { flaggerMonitors } from '../../checks/reference/flagger-monitor';
import { isFilledIn } from '../../checks/reference/lookup';
import { selectorOf } from '../../checks/reference/selector';
import { ManifestObject, World } from '../../checks/world';
import { fields, Fields, given, list, text } from './fields';
import { LabelSelector } from './label-selector';
import { stackRelease } from './stack-release';

/** The kinds that a Prometheus object selects, and how its fields for them begin. */
const SELECTED = { PodMonitor: 'podMonitor', ServiceMonitor: 'serviceMonitor', PrometheusRule: 'rule' } as const;

/** A kind that a Prometheus object selects. */
export type SelectedKind = keyof typeof SELECTED;

/** The Prometheus object that the operator would run. */
export interface PrometheusObject {
  readonly name: string;
  /** Its namespace; undefined where nothing says it. */
  readonly namespace: string | undefined;
  /** Its spec with the CRD's defaults, `scrapeInterval` and `evaluationInterval` among them. */
  readonly spec: Fields;
  /** The scrape jobs that were written as prometheus.yaml has them. */
  readonly additionalJobs: readonly Fields[];
  /** What happens to the labels of alerts before Alertmanager sees them, as prometheus.yaml has it. */
  readonly additionalAlertRelabelings: readonly Fields[];
  /** What the manifests do not say of it. */
  readonly assumptions: readonly string[];
  /** Whether it selects an object of a kind. */
  selects(object: ManifestObject): boolean;
}

const NOTHING_SAID = 'Prometheus scrapes and evaluates every 30 s where nothing else is said, as the operator\'s CRD has it: '
  + 'the manifests have neither a Prometheus nor values for one';

/** Where kube-prometheus-stack usually is: the namespace that counts where nothing shows it. */
export const STACK_NAMESPACE = 'monitoring';

/** Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/prometheus_types.go (kubebuilder:default). */
const CRD_DEFAULTS = { scrapeInterval: '30s', evaluationInterval: '30s' };

/** The Prometheus of the manifests: an object, or what the values of kube-prometheus-stack make; else what that chart makes without values. */
export function prometheusOf(world: World): PrometheusObject {
  const objects = world.of('monitoring.coreos.com', 'Prometheus').map((object) => ofObject(world, object));
  const [first] = objects;
  if (first === undefined) { return ofStack(world); }
  if (objects.length === 1) { return first; }
  const monitors = flaggerMonitors(world);
  const chosen = objects.find((each) => monitors.some((monitor) => each.selects(monitor))) ?? first;
  const why = monitors.some((monitor) => chosen.selects(monitor)) ? 'it scrapes Flagger' : 'it is the first';
  return { ...chosen, assumptions: [`of ${objects.length} Prometheus objects ${chosen.namespace}/${chosen.name} is played: ${why}`, ...chosen.assumptions] };
}

function ofObject(world: World, object: ManifestObject): PrometheusObject {
  const spec = fields(object.spec.value);
  const assumptions: string[] = [];
  const read = (field: string): Fields[] => inSecret(world, fields(spec[field]), object.namespace, (words) => { assumptions.push(words); });
  return {
    name: object.name,
    namespace: object.namespace,
    spec: { ...CRD_DEFAULTS, ...withoutEmpty(spec) },
    additionalJobs: read('additionalScrapeConfigs'),
    additionalAlertRelabelings: read('additionalAlertRelabelConfigs'),
    assumptions,
    selects: selecting(world, spec, object.namespace),
  };
}

/**
 * What kube-prometheus-stack makes of its values.
 * Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 templates/prometheus/prometheus.yaml, values.yaml.
 */
function ofStack(world: World): PrometheusObject {
  const [values, ...others] = world.stackValues.map((each) => each.at('prometheus', 'prometheusSpec')).filter(({ exists }) => exists);
  const written = fields(values?.value);
  const assumptions = new Set<string>(others.length > 0 ? [`of ${others.length + 1} values for kube-prometheus-stack's Prometheus the first are played`] : []);
  const selectors = Object.fromEntries(Object.entries(SELECTED).flatMap(([kind, field]) => [
    [`${field}Selector`, stackSelector(world, kind, field, written, (words) => { assumptions.add(words); })],
    [`${field}NamespaceSelector`, isEmpty(written[`${field}NamespaceSelector`]) ? {} : written[`${field}NamespaceSelector`]],
  ]));
  const spec = { ...CRD_DEFAULTS, ...withoutEmpty(written), ...selectors };
  const jobs = written.additionalScrapeConfigs;
  if (typeof jobs === 'string' && jobs !== '') { assumptions.add('additionalScrapeConfigs are left out: they are a template of Helm'); }
  const { enabled, ...secret } = fields(written.additionalScrapeConfigsSecret);
  const { fullname, namespace } = stackRelease(world);
  return {
    name: `${fullname}-prometheus`,
    namespace,
    spec: given({
      ...spec,
      ...(written.prometheusExternalLabelNameClear === true ? { prometheusExternalLabelName: '' } : {}),
      ...(written.replicaExternalLabelNameClear === true ? { replicaExternalLabelName: '' } : {}),
    }),
    additionalJobs: [...list(jobs).map(fields), ...(enabled === true ? inSecret(world, secret, namespace, (words) => { assumptions.add(words); }) : [])],
    additionalAlertRelabelings: list(written.additionalAlertRelabelConfigs).map(fields),
    assumptions: [
      ...(values === undefined ? [NOTHING_SAID] : []),
      ...assumptions,
    ],
    selects: selecting(world, spec, undefined),
  };
}

/** The chart's selector: its own values, else the label `release`. */
function stackSelector(world: World, kind: string, field: string, written: Fields, assume: (words: string) => void): unknown {
  if (world.options.selectorLabels !== undefined) { return { matchLabels: world.options.selectorLabels }; }
  if (!isEmpty(written[`${field}Selector`])) { return written[`${field}Selector`]; }
  if (written[`${field}SelectorNilUsesHelmValues`] === false) { return {}; }
  const known = selectorOf(world, kind);
  if (known === undefined) {
    assume('Prometheus selects every rule and monitor: no object has a label release, by which kube-prometheus-stack selects');
    return {};
  }
  if (known.assuming !== undefined) { assume(known.assuming.replace(/, which .*$/, ', as kube-prometheus-stack does')); }
  return { matchLabels: known.labels };
}

function selecting(world: World, spec: Fields, own: string | undefined): (object: ManifestObject) => boolean {
  const { selectorLabels } = world.options;
  const selectors = new Map(Object.entries(SELECTED).map(([kind, field]) => [kind, {
    labels: new LabelSelector(selectorLabels === undefined ? spec[`${field}Selector`] : { matchLabels: selectorLabels }),
    namespace: spec[`${field}NamespaceSelector`] === undefined || spec[`${field}NamespaceSelector`] === null ? undefined : new LabelSelector(spec[`${field}NamespaceSelector`]),
  }]));
  return (object) => {
    const selector = selectors.get(object.kind);
    if (selector === undefined || !selector.labels.selects(filledIn(object.labels, selector.labels))) { return false; }
    return selector.namespace === undefined ? own === undefined || object.namespace === own : selector.namespace.selects(namespaceLabels(world, object.namespace));
  };
}

/** Labels whose value Flux or Helm will put in count as what is wanted. */
function filledIn(labels: Readonly<Record<string, string>>, { matchLabels }: LabelSelector): Readonly<Record<string, string>> {
  const wanted = new Map(matchLabels);
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, isFilledIn(value) ? wanted.get(name) ?? value : value]));
}

/** The labels of a namespace; each has its name as one (Kubernetes 1.21, NamespaceDefaultLabelName). */
function namespaceLabels(world: World, name: string): Readonly<Record<string, string>> {
  const object = world.of('', 'Namespace').find((each) => each.name === name);
  return { ...object?.labels, 'kubernetes.io/metadata.name': name };
}

/** The list that a key of a Secret holds. */
function inSecret(world: World, { name, key }: Fields, namespace: string | undefined, assume: (words: string) => void): Fields[] {
  const named = text(name);
  if (named === undefined) { return []; }
  const secret = world.of('', 'Secret').find((each) => each.name === named && (namespace === undefined || each.namespace === namespace));
  if (secret === undefined) {
    assume(`what Prometheus reads in the Secret ${named} is left out: the manifests do not have it`);
    return [];
  }
  const plain = secret.at('stringData', String(key));
  const documents = plain.text === undefined ? secret.at('data', String(key)).embedded((encoded) => Buffer.from(encoded, 'base64').toString('utf8')) : plain.embedded();
  return documents.flatMap(({ value }) => list(value).map(fields));
}

/** Durations and the like that are empty count as not given: so the chart's templates and Go's `omitempty` have it. */
function withoutEmpty(spec: Fields): Fields {
  return Object.fromEntries(Object.entries(spec).filter(([field, value]) => value !== null && !(value === '' && !field.endsWith('LabelName'))));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || Object.keys(fields(value)).length === 0;
}
