import { recipes } from '../recipe';
import { releases } from '../crds';

/** What is looked for in a package of Go source: see upstream-reader/main.go. */
export interface Reading {
  readonly package: string;
  readonly what: readonly ('metrics' | 'messages' | 'fields' | 'flags' | 'functions')[];
  /** The functions whose first text is a message. */
  readonly calls?: readonly string[];
  /** The key of a struct's tags that names its fields. */
  readonly tag?: string;
  /** Whether other releases have it elsewhere. */
  readonly optional?: boolean;
}

/** An upstream program whose releases are compared. */
export interface Watched {
  /** What the command line and the page call it. */
  readonly name: string;
  /** Its Go module. */
  readonly module: string;
  /** The release that this library is made for. */
  readonly pinned: string;
  /**
   * Releases before, newest first, that are compared with it and that the tests run too: two, or those of the two before whose module a Go
   * proxy has.
   */
  readonly before: readonly string[];
  /** The folder with its CRDs. */
  readonly crds?: string;
  /** Its Helm chart's values. */
  readonly chart?: string;
  readonly source: readonly Reading[];
}

/** Every program of which this library has facts, and where in its source they stand. */
export const WATCHED: readonly Watched[] = [
  {
    name: 'flagger',
    module: 'github.com/fluxcd/flagger',
    pinned: program('flagger'),
    before: ['v1.43.0', 'v1.41.0'],
    crds: 'artifacts/flagger',
    chart: 'charts/flagger/values.yaml',
    source: [
      { package: 'pkg/metrics', what: ['metrics'] },
      { package: 'pkg/controller', what: ['messages'], calls: ['recordEventInfof', 'recordEventWarningf', 'recordEventErrorf', 'alert'] },
      { package: 'pkg/notifier', what: ['fields'], tag: 'json' },
      { package: 'cmd/flagger', what: ['flags'] },
    ],
  },
  {
    name: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    pinned: program('operator-oracle'),
    before: ['v0.92.0', 'v0.91.0'],
    crds: 'example/prometheus-operator-crd',
    source: [{ package: 'pkg/alertmanager', what: ['fields'], tag: 'yaml' }],
  },
  {
    name: 'prometheus',
    module: 'github.com/prometheus/prometheus',
    pinned: program('prometheus'),
    before: ['v0.314.0', 'v0.313.0'],
    source: [
      { package: 'promql/parser', what: ['functions'] },
      { package: 'model/rulefmt', what: ['fields'], tag: 'yaml' },
      { package: 'config', what: ['fields'], tag: 'yaml' },
      { package: 'notifier', what: ['metrics'] },
      { package: 'rules', what: ['metrics'] },
    ],
  },
  {
    name: 'alertmanager',
    module: 'github.com/prometheus/alertmanager',
    pinned: program('amtool'),
    before: ['v0.33.0', 'v0.32.3'],
    source: [
      { package: 'config', what: ['fields'], tag: 'yaml' },
      { package: 'config/*', what: ['fields'], tag: 'yaml', optional: true },
      // Since 0.33 each integration's fields stand beside its code.
      { package: 'notify/*', what: ['fields'], tag: 'yaml' },
      { package: 'notify', what: ['metrics'] },
      { package: 'timeinterval', what: ['fields'], tag: 'yaml' },
    ],
  },
  {
    name: 'notification-controller',
    module: 'github.com/fluxcd/notification-controller',
    pinned: release('fluxcd/notification-controller'),
    before: ['v1.6.0'],
    crds: 'config/crd/bases',
    source: [{ package: 'internal/notifier', what: ['fields'], tag: 'json' }],
  },
  {
    name: 'kustomize-controller',
    module: 'github.com/fluxcd/kustomize-controller',
    pinned: release('fluxcd/kustomize-controller'),
    before: ['v1.7.3', 'v1.6.0'],
    crds: 'config/crd/bases',
    source: [],
  },
  {
    name: 'source-controller',
    module: 'github.com/fluxcd/source-controller',
    pinned: release('fluxcd/source-controller'),
    before: ['v1.8.0', 'v1.7.0'],
    crds: 'config/crd/bases',
    source: [],
  },
  {
    name: 'helm-controller',
    module: 'github.com/fluxcd/helm-controller',
    pinned: release('fluxcd/helm-controller'),
    before: ['v1.4.0'],
    crds: 'config/crd/bases',
    source: [],
  },
  {
    name: 'kube-state-metrics',
    module: 'k8s.io/kube-state-metrics/v2',
    pinned: 'v2.18.0',
    before: ['v2.15.0', 'v2.13.0'],
    source: [{ package: 'internal/store', what: ['messages'], calls: ['NewFamilyGenerator', 'NewFamilyGeneratorWithStability'] }],
  },
];

function program(name: string): string {
  const recipe = recipes.find((each) => each.name === name);
  if (recipe === undefined) { throw new Error(`versions.json has no program ${name}`); }
  return recipe.version;
}

function release(repository: string): string {
  const version = releases().get(repository);
  if (version === undefined) { throw new Error(`cdk8s.yaml has no release of ${repository}`); }
  return version;
}