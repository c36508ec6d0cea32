import { CANARY_STATUS } from '../../facts/flagger-metrics';
import { CanaryRule, canaryRules, FAILURE_WORDS } from '../alerts';
import { Check } from '../check';
import { CanaryEvent, stateOf, truth } from '../expression';
import { Problem } from '../finding';
import { World } from '../world';
import { causeIn } from './cause';
import { recordsOf } from './rules';

/** An alert that fires in another phase of a canary than its name says. */
export const phase: Check = {
  id: 'promql/phase',
  run: (world, report) => {
    for (const each of canaryRules(world)) {
      const { alert = '', expr } = each.rule;
      const wrong = wrongPhase(each);
      if (wrong === undefined || !expr.includes(CANARY_STATUS.name)) { continue; }
      const passed = causeIn(expr, (part) => truth(part, stateOf(wrong.event, { scrape: world.scrape, records: recordsIn(world) })) === 'fires');
      // A selector that names a canary passes none but that one: then it is the comparison, whichever it is.
      const cause = passed.text === undefined ? causeIn(expr, () => true) : passed;
      const at = each.rule.at.at('expr');
      report(cause.offset === undefined ? at : at.from(cause.offset), {
        severity: wrong.severity,
        what: `the alert ${alert} ${wrong.what}`,
        value: cause.text ?? expr,
        allowed: 'flagger_canary_status is 0 while the canary progresses, 2 when it failed, and 1 in every other phase: that a canary succeeded, no metric tells apart from that it is idle',
        fix: wrong.fix,
      });
    }
  },
};

interface Wrong extends Pick<Problem, 'severity' | 'what' | 'fix'> { readonly event: CanaryEvent }

const SUCCESS = /succe(?:ss|ed)|promoted|completed|finished/i;
const PROGRESS = /progressing|in[\s_-]?progress|running|started|analy[sz]ing|analysis[\s_-]?running/i;
/** A rollout that does not end well, or not at all: whatever the rest of the name says. */
const ELSE = /stuck|stall|slow|long|hang|hung|\bnot|_not|Not[A-Z]|never|no[\s_-]|un(?:success|promoted|finished)|time[\s_-]?out|to[\s_-]?(?:progress|start|promote|succeed|complete|finish)/i;

function wrongPhase({ rule: { alert = '' }, failure, on }: CanaryRule): Wrong | undefined {
  // Of those that fire always, promql/always tells.
  if (on.has('idle') || ELSE.test(alert)) { return undefined; }
  const inProgress = on.has('progressing');
  const onFailure = failure === 'fires';
  if (FAILURE_WORDS.test(alert)) {
    if (!inProgress) { return undefined; }
    return { event: 'progressing', severity: onFailure ? 'warning' : 'error', what: `fires in every rollout${onFailure ? ', and not when it fails alone' : ', and not when it fails'}`, fix: 'flagger_canary_status == 2' };
  }
  if (SUCCESS.test(alert) && (inProgress || onFailure)) {
    return { event: onFailure ? 'failed' : 'progressing', severity: 'error', what: onFailure ? 'fires when a canary has failed' : 'fires while a canary progresses', fix: 'an AlertProvider with severity info, which hears of each promotion' };
  }
  if (PROGRESS.test(alert) && onFailure && !inProgress) {
    return { event: 'failed', severity: 'error', what: 'fires when a canary has failed', fix: 'flagger_canary_status == 0' };
  }
  return undefined;
}

const RECORDS = new WeakMap<World, ReturnType<typeof recordsOf>>();

function recordsIn(world: World): ReturnType<typeof recordsOf> {
  const known = RECORDS.get(world) ?? recordsOf(world);
  RECORDS.set(world, known);
  return known;
}
