import { answerOf, canaryRules, readsFlaggersMetrics } from '../../checks/alerts';
import { analyse, CanaryEvent } from '../../checks/expression';
import { isHeartbeat } from '../../checks/heartbeat-rule';
import { secondsOf } from '../../checks/scrape';
import { RuleSource } from '../../checks/sources';
import { ManifestObject, World } from '../../checks/world';
import { isAboutFlagger } from '../rule-times';
import { waysOfAlert } from './alert-ways';
import { CanaryHappening } from './event';
import { rolloutSeconds } from './rollout';
import { Ways } from './ways';

const NOT_SHOWN = 'perhaps: it rests on more than the manifests show';

/** The alerts that fire on a healthy canary, too, and so tell of nothing. */
export function alwaysFiringOn(canary: ManifestObject, world: World): readonly string[] {
  return rulesAboutCanaries(world).filter((rule) => answerOf(world, rule, 'idle', canary).truth === 'fires').map(({ alert }) => alert ?? '');
}

/** Who hears by a Prometheus rule of what happens to a canary. */
export function waysByRules(happening: CanaryHappening, canary: ManifestObject, world: World): Ways {
  const { state, shows, event } = happening;
  const rules = rulesAboutCanaries(world);
  if (state === undefined) { return { ways: [], reasons: [] }; }
  const always = rules.filter((rule) => answerOf(world, rule, 'idle', canary).truth === 'fires');
  const telling = rules.filter((rule) => !always.includes(rule) && isMeantFor(event, rule, canary, world));
  const ways = telling.flatMap((rule) => waysInState(rule, state, canary, world));
  const never = isFailure(state) ? canaryRules(world).filter(({ failure }) => failure === 'meant').map(({ rule }) => rule).filter((rule) => !always.includes(rule)) : [];
  return {
    ways,
    reasons: ways.length > 0 ? [] : [
      rules.length === 0 ? 'no Prometheus rule about canaries is among the manifests' : `no rule fires on ${shows}`,
      ...world.rules.filter(({ alert, expr }) => alert !== undefined && expr.includes('flagger_') && analyse(expr).root === undefined).map(({ alert }) => `Prometheus does not load ${alert ?? ''}: its expression is none`),
      ...never.map(({ alert }) => `${alert ?? ''} never fires`),
    ],
  };
}

/** Who hears by a Prometheus rule of a Flagger that is gone. */
export function waysWithoutFlagger(state: 'down' | 'unscraped', canary: ManifestObject, world: World): Ways {
  const rules = world.rules.filter((rule) => rule.alert !== undefined && !isHeartbeat(rule) && isAboutFlagger(world, rule) && answerOf(world, rule, 'idle', canary).truth !== 'fires');
  const ways = rules.flatMap((rule) => waysInState(rule, state, canary, world, !readsFlaggersMetrics(world, rule.expr)));
  return { ways, reasons: ways.length > 0 ? [] : [state === 'down' ? 'no rule fires when Flagger does not answer' : 'no rule fires when the series of Flagger are gone'] };
}

/** The rules that go on firing when a canary is deleted after it failed. */
export function waysAfterDeletion(canary: ManifestObject, world: World): Ways {
  const rules = canaryRules(world).filter(({ failure }) => failure === 'fires').map(({ rule }) => rule)
    .filter((rule) => answerOf(world, rule, 'failed', canary).truth === 'fires' && answerOf(world, rule, 'deleted', canary).truth === 'fires');
  return { ways: rules.flatMap((rule) => waysInState(rule, 'deleted', canary, world)).map((way) => ({ ...way, caveats: ['it goes on until Flagger restarts', ...way.caveats] })), reasons: [] };
}

function rulesAboutCanaries(world: World): readonly RuleSource[] {
  return world.rules.filter((rule) => rule.alert !== undefined && !isHeartbeat(rule) && readsFlaggersMetrics(world, rule.expr));
}

/** @param open Whether the rule is worth naming, too, where the manifests do not show if it fires. */
function waysInState(rule: RuleSource, state: CanaryEvent, canary: ManifestObject, world: World, open = false) {
  const { truth, alerts } = answerOf(world, rule, state, canary);
  const [alert] = alerts;
  if (alert === undefined) {
    return truth === 'unknown' && open ? waysOfAlert({ rule, canary, labels: { ...rule.labels, alertname: rule.alert ?? '' }, open: new Set() }, world, [NOT_SHOWN]) : [];
  }
  const certain = truth === 'fires' || answerOf(world, rule, 'idle', canary).truth === 'silent';
  return waysOfAlert(alert, world, certain ? [] : [NOT_SHOWN]);
}

/** What fires on progress tells of a start where it does not wait longer than a rollout takes, else of one that is stuck; what fires on weight only where a smaller one does not. */
function isMeantFor(event: CanaryHappening['event'], rule: RuleSource, canary: ManifestObject, world: World): boolean {
  switch (event) {
    case 'started': return (secondsOf(rule.for) ?? 0) < rolloutSeconds(canary, world);
    case 'stuck': return (secondsOf(rule.for) ?? 0) >= rolloutSeconds(canary, world);
    case 'overweight': return answerOf(world, rule, 'stuck', canary).truth === 'silent';
    default: return true;
  }
}

function isFailure(state: CanaryEvent): boolean {
  return state === 'failed' || state === 'promotion-failed';
}
