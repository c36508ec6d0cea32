import { MESH_PROVIDERS, MeshProviderFacts } from '../facts/mesh-providers';
import { Located } from './located';
import { ManifestObject, World } from './world';

/**
 * How Flagger releases, which it reads from what is given.
 * Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go DeploymentStrategy.
 */
export type Strategy = 'canary' | 'ab-testing' | 'blue-green';

/** A Canary's analysis, as Flagger reads it. */
export interface CanaryAnalysis {
  readonly canary: ManifestObject;
  /** `spec.analysis`. */
  readonly at: Located;
  readonly strategy: Strategy;
  /** How often it is checked. */
  readonly intervalSeconds: number;
  readonly metrics: readonly Located[];
  readonly webhooks: readonly Webhook[];
  /** The mesh or ingress provider; undefined where the manifests do not say it. */
  readonly provider?: { readonly name: string; readonly facts: MeshProviderFacts; readonly assuming?: string };
}

/** A webhook of an analysis. */
export interface Webhook {
  readonly at: Located;
  readonly name: string;
  /** The type; one without is called at every tick. */
  readonly type: string;
  readonly url: string;
  readonly metadata: { readonly [name: string]: string };
}

const known = new WeakMap<World, readonly CanaryAnalysis[]>();

/** The analyses of all Canaries that have one, but for those that are skipped. */
export function analysesOf(world: World): readonly CanaryAnalysis[] {
  const analyses = known.get(world) ?? readAnalyses(world);
  known.set(world, analyses);
  return analyses;
}

function readAnalyses(world: World): CanaryAnalysis[] {
  const meshProvider = meshProviderOf(world);
  return world.of('flagger.app', 'Canary').filter(({ spec }) => spec.at('analysis').entries.length > 0 && spec.at('skipAnalysis').value !== true).map((canary): CanaryAnalysis => {
    const at = canary.spec.at('analysis');
    const own = canary.spec.at('provider').text;
    const name = own === undefined || own === '' ? meshProvider : own;
    const facts = name !== undefined && Object.hasOwn(MESH_PROVIDERS, name) ? MESH_PROVIDERS[name] : undefined;
    const iterations = numberOf(at.at('iterations')) ?? 0;
    return {
      canary, at,
      strategy: iterations <= 0 ? 'canary' : at.at('match').items.length > 0 ? 'ab-testing' : 'blue-green',
      intervalSeconds: Math.max(10, goSeconds(at.at('interval').text) ?? 60),
      metrics: at.at('metrics').items,
      webhooks: at.at('webhooks').items.map((hook): Webhook => ({
        at: hook, name: hook.at('name').text ?? '', type: hook.at('type').text || 'rollout', url: hook.at('url').text ?? '', metadata: hook.at('metadata').texts,
      })),
      ...(name !== undefined && facts !== undefined && { provider: { name, facts, ...(name !== own && { assuming: `Flagger runs with the meshProvider ${name} of its chart's values` }) } }),
    };
  });
}

/** What Flagger's chart is told, where all values of the manifests say the same. */
function meshProviderOf(world: World): string | undefined {
  const names = new Set(world.flaggerValues.map((values) => values.at('meshProvider').text || 'istio'));
  return names.size === 1 ? [...names][0] : undefined;
}

/** A number, also where it was written as a text; undefined where it is none. */
export function numberOf(at: Located): number | undefined {
  return at.number;
}

/** A duration as Go reads it, in seconds; undefined where Go does not. */
export function goSeconds(text: string | undefined): number | undefined {
  if (text !== undefined && /^[+-]?0$/.test(text)) { return 0; }
  if (text === undefined || !/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) { return undefined; }
  const units: { readonly [unit: string]: number } = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  const seconds = [...text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number), 0);
  return seconds <= LONGEST_SECONDS ? (text.startsWith('-') ? -seconds : seconds) : undefined;
}

/** The most seconds that Go holds in a duration: it counts nanoseconds in 63 bits, which are 292 years. */
export const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** Programs that make traffic, by the names of their commands. */
const LOAD_GENERATORS = /\b(?:hey|ghz|wrk2?|ab|k6|vegeta|fortio|siege|bombardier|oha|locust|jmeter|artillery|nighthawk_client)\b/;

/** Whether a webhook makes traffic, as far as it can be seen. */
export function makesLoad({ metadata }: Webhook): boolean {
  return LOAD_GENERATORS.test(metadata['cmd'] ?? '') || metadata['type'] === 'ngrinder';
}

/**
 * Whether a webhook is answered before its task has ended, so that the task cannot fail anything.
 * Source: fluxcd/flagger v1.44.0 pkg/loadtester/server.go HandleNewTask.
 */
export function isAsynchronous({ metadata }: Webhook): boolean {
  const type = metadata['type'] ?? 'cmd';
  return (type === 'cmd' && metadata['cmd'] !== undefined) || type === 'ngrinder';
}
