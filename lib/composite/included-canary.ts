import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { goSeconds } from '../checks/canary-analysis';
import { Document } from '../checks/document';
import type { Finding } from '../checks/finding';
import { Located } from '../checks/located';
import type * as run from '../checks/run';
import * as flagger from '../flagger';
import { protectFromSubstitution } from '../flux/substitution';
import * as grafana from '../grafana';
import { invalid, InvalidInput, Mistake } from '../invalid';
import { CoveredCanary } from './covered-canary';

/** The families of checks that look at a Canary alone, and need nothing beside it. */
const ALONE = ['yaml', 'schema', 'analysis'];

/** Metrics that Flagger has itself, and on which side of them `threshold` is, which came before `thresholdRange`. */
const BUILT_IN: { readonly [metric: string]: 'min' | 'max' } = { 'request-success-rate': 'min', 'request-duration': 'max' };

interface Alert {
  readonly name?: string;
  readonly severity?: string;
  readonly providerRef?: { readonly name?: string; readonly namespace?: string };
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly analysis?: { readonly alerts?: readonly Alert[] } };
}

/**
 * A Canary that somebody wrote as YAML: it is written as it stands, with the alerts that are added, and read as Flagger reads it.
 * Source of the defaults: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go.
 */
export class IncludedCanary extends Construct implements flagger.ICanary, CoveredCanary {
  public readonly name: string;
  public readonly namespace: string;
  public readonly target: string;
  public readonly metricName: string;
  public readonly interval: Duration;
  public readonly progressDeadline: Duration;
  public readonly longestProgress: Duration;
  public readonly highestWeight?: number;
  public readonly thresholds: readonly grafana.AnalysisThreshold[];

  private readonly alerts: Alert[];

  /**
   * @param scope The Chart that the object stands in.
   * @param file The file: YAML with one object, a Canary.
   * @param namespace Where it must be, and is where the file does not say it.
   */
  public constructor(scope: Construct, file: string, namespace: string) {
    const canary = readCanary(file, namespace);
    const manifest = canary.value as Manifest;
    const { name } = manifest.metadata;
    super(scope, name);
    this.name = name;
    this.namespace = namespace;
    this.target = `${canary.at('spec', 'targetRef', 'kind').text}/${canary.at('spec', 'targetRef', 'name').text}`;
    this.metricName = canary.at('spec', 'targetRef', 'name').text as string;
    const analysis = canary.at('spec', 'analysis');
    const interval = Math.max(10, goSeconds(analysis.at('interval').text) ?? 60);
    this.interval = Duration.seconds(Math.ceil(interval));
    const deadline = canary.at('spec', 'progressDeadlineSeconds').number ?? 600;
    this.progressDeadline = Duration.seconds(deadline);
    const course = canary.at('spec', 'provider').text === 'kubernetes' ? courseWithoutMesh(analysis) : courseOf(analysis);
    this.highestWeight = course.highestWeight;
    // As for a canary of ours: a tick for each step and each failed check, five for the rest, and two deadlines.
    this.longestProgress = Duration.seconds(Math.ceil(interval) * (course.steps + Math.max(1, analysis.at('threshold').number ?? 1) + 5) + 2 * deadline);
    this.thresholds = thresholdsOf(analysis).map((each) => ({ ...each, namespace, name: this.metricName }));
    this.alerts = [...manifest.spec.analysis?.alerts ?? []];
    const { spec } = manifest;
    protectFromSubstitution(new ApiObject(this, 'Resource', {
      ...manifest,
      metadata: { ...manifest.metadata, namespace },
      spec: { ...spec, ...(spec.analysis && { analysis: { ...spec.analysis, alerts: Lazy.any({ produce: () => this.alerts.length === 0 ? undefined : this.alerts }) } }) },
    }));
  }

  public get reference(): string {
    return `Canary/${this.namespace}/${this.name}`;
  }

  /** Adds an alert, unless the file has one of the same provider. */
  public addAlert({ name, severity, provider }: flagger.CanaryAlert): void {
    const there = this.alerts.some(({ providerRef }) => providerRef?.name === provider.name && (providerRef.namespace ?? this.namespace) === (provider.namespace ?? this.namespace));
    if (there) { return; }
    this.alerts.push({ name: name ?? provider.name, severity, providerRef: { name: provider.name, ...(provider.namespace !== undefined && { namespace: provider.namespace }) } });
  }
}

/** The one Canary of a file, when nothing is wrong with it. */
function readCanary(file: string, namespace: string): Located {
  const text = textOf(file);
  // Loaded when it is needed: the checks take longer to load than all constructs.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { checkFiles } = require('../checks/run') as typeof run;
  const errors = checkFiles([{ path: file, text }], { only: ALONE }).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) { throw asInvalid(errors); }
  const documents = Document.read(text, file).filter(({ value }) => value !== null && value !== undefined);
  const [first, second] = documents;
  if (first === undefined) { throw invalid({ at: file, what: 'there is no object in the file', allowed: 'YAML with one Canary' }); }
  const root = new Located(first, []);
  const isCanary = root.at('kind').text === 'Canary' && (root.at('apiVersion').text ?? '').startsWith('flagger.app/');
  if (!isCanary || second !== undefined) {
    const strange = isCanary && second !== undefined ? new Located(second, []) : root;
    throw at(strange, file, {
      what: isCanary ? 'there is more than one object in the file' : 'the object is no Canary', value: `${strange.at('apiVersion').text ?? '-'} ${strange.at('kind').text ?? '-'}`, allowed: 'one Canary of flagger.app a file',
      fix: 'new Include(team.chart, \'…\', { url: … }) of cdk8s for what else there is',
    });
  }
  checkNames(root, file, namespace);
  return root;
}

function checkNames(root: Located, file: string, namespace: string): void {
  const name = root.at('metadata', 'name').text;
  if (name === undefined || name === '') { throw at(root.at('metadata'), file, { what: 'the Canary has no name', fix: 'metadata: { name: podinfo }' }); }
  const own = root.at('metadata', 'namespace');
  if (own.exists && own.text !== namespace) {
    throw at(own, file, { what: `the namespace of Canary ${name} is not the team's`, value: own.value, allowed: `${namespace}: the team's channels hear of its namespace`, fix: `addTeam('${String(own.value)}').includeCanary('${file}')` });
  }
  if (root.at('spec', 'targetRef', 'name').text !== undefined) { return; }
  throw at(root.at('spec', 'targetRef'), file, { what: `Canary ${name} does not say what is released`, allowed: 'the name of a workload: Flagger\'s metrics know the canary by it', fix: 'targetRef: { apiVersion: apps/v1, kind: Deployment, name: podinfo }' });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid({ at: file, what: `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, allowed: `a file, as seen from ${process.cwd()}` });
  }
}

function at({ document, path }: Located, file: string, mistake: Omit<Mistake, 'at'>): InvalidInput {
  const { line, column } = document.position(path) ?? { line: 1, column: 1 };
  return invalid({ at: `${file}:${line}:${column}`, ...mistake });
}

/** The first error in full, and how many there are. */
function asInvalid(errors: readonly Finding[]): InvalidInput {
  const [{ file, position, object, check, what, value, allowed, fix }] = errors as [Finding];
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const others = errors.length === 1 ? '' : ` (and ${errors.length - 1} more: canary-alerting check ${file})`;
  return invalid({ at: place ?? '-', what: `${object === undefined ? '' : `${object}: `}${what} [${check}]${others}`, value, allowed, fix });
}

/** The ticks of a release without a failed check, and where its weight ends. */
function courseOf(analysis: Located): { readonly steps: number; readonly highestWeight?: number } {
  const iterations = analysis.at('iterations').number ?? 0;
  if (iterations > 0) { return { steps: iterations }; }
  const mirrored = analysis.at('mirror').value === true ? 1 : 0;
  const weights = analysis.at('stepWeights').items.map(({ number }) => number ?? 0);
  if (weights.length > 0) { return { steps: weights.length + mirrored, highestWeight: Math.min(100, weights.at(-1) as number) }; }
  const stepWeight = analysis.at('stepWeight').number ?? 0;
  if (stepWeight <= 0) { return { steps: mirrored }; }
  const maxWeight = analysis.at('maxWeight').number ?? 100;
  const steps = Math.ceil((maxWeight === 0 ? 100 : maxWeight) / stepWeight);
  return { steps: steps + mirrored, highestWeight: Math.min(100, steps * stepWeight) };
}

/**
 * The same without a mesh: Flagger drops weights for ten iterations, and its metric says from the first one on that the canary
 * has all traffic, which none is shifted to (fluxcd/flagger v1.44.0 pkg/controller/scheduler.go advanceCanary, pkg/router/nop.go GetRoutes).
 */
function courseWithoutMesh(analysis: Located): { readonly steps: number; readonly highestWeight?: number } {
  const iterations = analysis.at('iterations').number ?? 0;
  return { steps: iterations > 0 ? iterations : 10 };
}

function thresholdsOf(analysis: Located): { readonly metric: string; readonly min?: number; readonly max?: number }[] {
  return analysis.at('metrics').items.flatMap((metric) => {
    const name = metric.at('name').text;
    const range = { min: metric.at('thresholdRange', 'min').number, max: metric.at('thresholdRange', 'max').number };
    const side = BUILT_IN[name ?? ''];
    const old = metric.at('threshold').number;
    const limits = range.min === undefined && range.max === undefined && side !== undefined && old !== undefined ? { [side]: old } : range;
    return name === undefined || Object.values(limits).every((each) => each === undefined) ? [] : [{ metric: name, ...limits }];
  });
}
