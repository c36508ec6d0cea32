import { analysesOf, CanaryAnalysis, numberOf } from '../../checks/canary-analysis';
import { ManifestObject, World } from '../../checks/world';
import { span } from '../span';

/** The analysis of one Canary; undefined where it has none or skips it. */
export function analysisOf(canary: ManifestObject, world: World): CanaryAnalysis | undefined {
  return analysesOf(world).find((each) => each.canary === canary);
}

/** How long a rollout takes at least, in seconds, when nothing holds it up; 0 without an analysis. */
export function rolloutSeconds(canary: ManifestObject, world: World): number {
  const analysis = analysisOf(canary, world);
  return analysis === undefined ? 0 : analysis.intervalSeconds * stepsOf(analysis);
}

/** How a canary is judged, as a sentence. */
export function analysisWords(canary: ManifestObject, world: World): string {
  const analysis = analysisOf(canary, world);
  if (analysis === undefined) {
    return canary.spec.at('skipAnalysis').value === true ? 'It is promoted without an analysis.' : 'It has no spec.analysis: the API server refuses it.';
  }
  const { strategy, intervalSeconds } = analysis;
  // Without a threshold Flagger takes 1. Source: fluxcd/flagger v1.44.0 pkg/apis/flagger/v1beta1/canary.go (GetAnalysisThreshold).
  const threshold = Math.max(1, numberOf(analysis.at.at('threshold')) ?? 1);
  const how: Readonly<Record<CanaryAnalysis['strategy'], string>> = { 'canary': 'in steps of weight', 'ab-testing': 'by A/B testing', 'blue-green': 'blue/green' };
  return `Judged ${how[strategy]} every ${span(intervalSeconds)}; Flagger sets it to failed after ${threshold} failed check${threshold === 1 ? '' : 's'}, ${span(intervalSeconds * threshold)} at least.`;
}

/** Why too much traffic is nothing that can happen; undefined where it can. */
export function withoutWeights(canary: ManifestObject, world: World): string | undefined {
  const analysis = analysisOf(canary, world);
  if (analysis === undefined) { return 'it is not analysed in steps of weight'; }
  if (analysis.strategy !== 'canary') { return `its analysis shifts no weight: it is ${analysis.strategy === 'ab-testing' ? 'A/B testing' : 'blue/green'}`; }
  return analysis.provider?.facts.weights === false ? `the provider ${analysis.provider.name} shifts no weight` : undefined;
}

function stepsOf({ at, strategy }: CanaryAnalysis): number {
  if (strategy !== 'canary') { return Math.max(1, numberOf(at.at('iterations')) ?? 1); }
  const weights = at.at('stepWeights').items.length;
  if (weights > 0) { return weights; }
  const step = numberOf(at.at('stepWeight')) ?? 0;
  return step <= 0 ? 1 : Math.max(1, Math.ceil((numberOf(at.at('maxWeight')) ?? 100) / step));
}
