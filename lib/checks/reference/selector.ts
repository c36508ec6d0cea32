import { unmet } from '../label-selector';
import { Located } from '../located';
import { unmetByNamespace } from '../namespace-selector';
import { ManifestObject, World } from '../world';
import { givenNamespace, isFilledIn } from './lookup';

/** The labels by which the operator's Prometheus selects objects of a kind, and how that is known. */
export interface Selector {
  readonly labels: { readonly [label: string]: string };
  /** The whole selector, where it has conditions beside labels. */
  readonly expressions?: Located;
  /** Undefined where the manifests say it themselves. */
  readonly assuming?: string;
}

const FIELDS: { readonly [kind: string]: string } = { PrometheusRule: 'rule', ServiceMonitor: 'serviceMonitor', PodMonitor: 'podMonitor' };

const majorities = new WeakMap<World, { readonly release: string; readonly count: number } | undefined>();

/**
 * What an object of a kind needs to be selected; undefined where nothing shows it.
 * Source: kube-prometheus-stack's values (ruleSelectorNilUsesHelmValues and its like are true: the label release, with the name of the
 * Helm release).
 */
export function selectorOf(world: World, kind: string): Selector | undefined {
  const { selectorLabels } = world.options;
  if (selectorLabels !== undefined) { return { labels: selectorLabels }; }
  const prometheus = world.of('monitoring.coreos.com', 'Prometheus');
  if (prometheus.length > 0) {
    const selectors = prometheus.map((each) => each.spec.at(`${FIELDS[kind]}Selector`));
    const [selector] = selectors;
    // Where there are several, one of them may select anything.
    return prometheus.length === 1 && selector !== undefined ? selectorIn(selector) : undefined;
  }
  for (const values of world.stackValues) {
    const spec = values.at('prometheus', 'prometheusSpec');
    const own = spec.at(`${FIELDS[kind]}Selector`);
    const given = selectorIn(own);
    if (given !== undefined) { return given; }
    if (spec.at(`${FIELDS[kind]}SelectorNilUsesHelmValues`).value === false) { return undefined; }
  }
  const releases = world.of('helm.toolkit.fluxcd.io', 'HelmRelease').filter((each) => (each.spec.at('chart', 'spec', 'chart').text ?? each.spec.at('chartRef', 'name').text) === 'kube-prometheus-stack');
  if (releases.length > 1) { return undefined; }
  const [release] = releases;
  if (release !== undefined) {
    const space = release.spec.at('targetNamespace').text;
    const name = release.spec.at('releaseName').text ?? (space === undefined || space === givenNamespace(release) ? release.name : `${space}-${release.name}`);
    return isFilledIn(name) ? undefined : { labels: { release: name } };
  }
  const majority = majorityOf(world);
  return majority === undefined ? undefined : { labels: { release: majority.release }, assuming: `Prometheus selects by the label release: ${majority.release}, which ${majority.count === 1 ? 'another object has' : `${majority.count} objects have`}` };
}

function selectorIn(selector: Located): Selector | undefined {
  const labels = selector.at('matchLabels').texts;
  const hasExpressions = selector.at('matchExpressions').items.length > 0;
  return hasExpressions ? { labels, expressions: selector } : Object.keys(labels).length > 0 ? { labels } : undefined;
}

/**
 * What the namespace of an object lacks to be looked into by the operator's Prometheus; undefined where nothing is missing or
 * nothing shows it. kube-prometheus-stack looks everywhere unless its values say otherwise, a Prometheus in its own namespace.
 * Source: prometheus-community/helm-charts kube-prometheus-stack 88.5.3 templates/prometheus/prometheus.yaml.
 */
export function missingNamespace(world: World, object: ManifestObject): string | undefined {
  const field = `${FIELDS[object.kind]}NamespaceSelector`;
  const prometheus = world.of('monitoring.coreos.com', 'Prometheus');
  const missing = [
    ...prometheus.map((each) => unmetByNamespace(world, object, each.spec.at(field), givenNamespace(each))),
    ...world.stackValues.map((values) => values.at('prometheus', 'prometheusSpec', field)).map((at) => at.exists ? unmetByNamespace(world, object, at, undefined) : undefined),
  ];
  // One that looks there is enough.
  return missing.includes(undefined) ? undefined : missing[0];
}

/** What an object lacks to be selected. */
export function missingLabels(object: ManifestObject, { labels, expressions }: Selector): string | undefined {
  const own = object.labels;
  if (expressions !== undefined) { return Object.values(own).some(isFilledIn) ? undefined : unmet(expressions, own); }
  const missing = Object.entries(labels).filter(([name, value]) => own[name] !== value && !isFilledIn(own[name] ?? ''));
  return missing.length === 0 ? undefined : missing.map(([name, value]) => `${name}: ${value}`).join(', ');
}

function majorityOf(world: World): { readonly release: string; readonly count: number } | undefined {
  if (!majorities.has(world)) {
    const counts = new Map<string, number>();
    for (const object of Object.keys(FIELDS).flatMap((kind) => world.of('monitoring.coreos.com', kind))) {
      const { release } = object.labels;
      if (release !== undefined && !isFilledIn(release)) { counts.set(release, (counts.get(release) ?? 0) + 1); }
    }
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    majorities.set(world, best === undefined ? undefined : { release: best[0], count: best[1] });
  }
  return majorities.get(world);
}
