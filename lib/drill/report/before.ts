import { Action, Scenario } from '../scenario';
import { secondsText } from './seconds';

const WORDS: { readonly [action in Action['do']]: string } = {
  'progress': 'progressing', 'succeed': 'promoted', 'fail': 'failed', 'fail-promotion': 'failed in its promotion', 'never-ready': 'failed, never ready',
  'weight': 'in progress', 'uninitialized': 'not initialized', 'delete': 'deleted', 'flagger': 'Flagger', 'prometheus': 'Prometheus', 'alertmanager': 'Alertmanager', 'receivers': 'receivers',
};

/** What has been so before a play began, of a canary or, without one, of the programs; for how long, where the scenario says it. */
export function beforeText({ before }: Scenario, isOf: (canary: string | undefined) => boolean): string[] {
  if (before === undefined) { return []; }
  const span = before.lasted === 'until-due' ? '' : ` for ${secondsText(before.lasted * 1000)}`;
  const texts = before.state.flatMap((action) => isOf('canary' in action ? action.canary : undefined) ? [textOf(action)] : []);
  return [...new Set(texts)].map((text) => `${text}${span}`);
}

function textOf(action: Action): string {
  const weight = 'weight' in action && action.weight !== undefined ? `, ${action.weight} % of the traffic` : '';
  const state = 'state' in action ? ` ${action.state}` : '';
  return `${WORDS[action.do]}${state}${weight}`;
}
