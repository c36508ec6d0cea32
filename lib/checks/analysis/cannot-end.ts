import { analysesOf, CanaryAnalysis } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';

/** An analysis that never comes to its last step: the canary neither advances nor fails, and nothing says so. */
export const cannotEnd: Check = {
  id: 'analysis/cannot-end',
  run: (world, report) => {
    for (const analysis of analysesOf(world)) {
      if (analysis.strategy !== 'canary') { continue; }
      if (analysis.provider !== undefined && !analysis.provider.facts.weights) { checkWithoutWeights(analysis, report); continue; }
      checkWeights(analysis, report);
      checkMirror(analysis, report);
    }
  },
};

function checkWithoutWeights({ at, provider }: CanaryAnalysis, report: Report): void {
  const weights = firstOf(at, 'stepWeights', 'stepWeight');
  if (weights === undefined || provider === undefined) { return; }
  report(weights, {
    severity: 'warning', what: `the provider ${provider.name} cannot shift traffic by weight: Flagger takes 10 iterations instead`, value: JSON.stringify(weights.value),
    allowed: 'iterations: the weights are dropped, with a Warning event at every tick (pkg/controller/scheduler.go advanceCanary)', fix: 'iterations: 10, without weights; or a mesh or ingress provider', assuming: provider.assuming,
  });
}

function checkWeights({ canary, at }: CanaryAnalysis, report: Report): void {
  const refuse = (place: Located, why: string, allowed: string, fix: string): void => {
    report(place, { severity: 'error', what: `the analysis of the canary ${canary.name} never ends: ${why}`, value: JSON.stringify(place.value), allowed, fix });
  };
  const list = at.at('stepWeights');
  if (list.items.length > 0) {
    const weights = list.items.map(({ number }) => number);
    for (const [index, weight] of weights.entries()) {
      if (weight === undefined) { return; }
      const before = index === 0 ? 0 : weights[index - 1] as number;
      // Above 100 it counts as 100, where the analysis ends.
      if (weight > before || (before >= 100 && (weights.at(-1) ?? 0) >= 100)) { continue; }
      refuse(list.at(index), index === 0 ? 'its first weight is not above 0' : `the weight after ${before} is not greater`,
        'weights from 1 to 100, each greater than the one before: the step is their difference, and at a step of 0 or less the canary stays where it is (pkg/controller/scheduler.go nextStepWeight)',
        `stepWeights: [${[...new Set(weights.filter((each): each is number => each !== undefined && each > 0 && each <= 100))].sort((a, b) => a - b).join(', ') || '10, 25, 50'}]`);
      return;
    }
    return;
  }
  const step = at.at('stepWeight');
  if (step.number !== undefined && step.number > 0) {
    const most = at.at('maxWeight');
    if (most.number !== undefined && most.number > 100) {
      refuse(most, 'it stays at 100 %, which is below its maxWeight', 'at most 100: the canary gets all of the traffic, and Flagger goes on raising its weight for ever (pkg/controller/scheduler.go runCanary)', 'maxWeight: 100, or less');
    }
    return;
  }
  const place = step.number !== undefined ? step : Array.isArray(list.value) ? list : at.at('iterations').number !== undefined ? at.at('iterations') : undefined;
  if (place === undefined) { return; }
  refuse(place, place === step ? 'its step of weight is not above 0' : place === list ? 'it has no step' : 'it has no iteration', place === at.at('iterations') ? 'at least 1' : 'a step from 1 to 100: at a step of 0 the canary stays where it is, without an error',
    place.path.at(-1) === 'iterations' ? 'iterations: 10' : 'stepWeight: 10');
}

function checkMirror({ at, provider, canary }: CanaryAnalysis, report: Report): void {
  if (at.at('mirror').value !== true || provider === undefined || provider.facts.mirror === 'all') { return; }
  report(at.at('mirror'), {
    severity: 'error', what: `the analysis of the canary ${canary.name} never ends: the provider ${provider.name} cannot mirror traffic while it shifts weight`, value: 'true',
    allowed: `istio${provider.facts.mirror === 'iterations' ? ', or iterations in place of weights' : ''}: elsewhere the step that mirrors is repeated for ever (pkg/controller/scheduler.go runCanary)`, fix: 'remove mirror', assuming: provider.assuming,
  });
}

function firstOf(at: Located, ...fields: string[]): Located | undefined {
  return fields.map((field) => at.at(field)).find(({ exists }) => exists);
}
