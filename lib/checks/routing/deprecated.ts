import { Check } from '../check';
import { Located } from '../located';

/** Spellings that Alertmanager still reads, and will not for ever. */
export const deprecated: Check = {
  id: 'routing/deprecated',
  run: (world, report) => {
    for (const { at } of world.alertmanagers) {
      for (const field of routesBelow(at.at('route')).flatMap((route) => [route.at('match'), route.at('match_re')]).filter(({ exists }) => exists)) { old(field, 'matchers'); }
      for (const rule of at.at('inhibit_rules').items) {
        for (const side of ['source', 'target']) {
          for (const field of [rule.at(`${side}_match`), rule.at(`${side}_match_re`)].filter(({ exists }) => exists)) { old(field, `${side}_matchers`); }
        }
      }
      const intervals = at.at('mute_time_intervals');
      if (intervals.exists) {
        report(intervals, { severity: 'warning', what: '`mute_time_intervals` at the top is deprecated', allowed: '`time_intervals`, which Alertmanager reads alike; the old name goes before its version 1.0', fix: 'time_intervals:' });
      }
      for (const receiver of at.at('receivers').items) {
        const teams = receiver.at('msteams_configs');
        if (teams.items.length === 0) { continue; }
        report(teams, { severity: 'warning', what: '`msteams_configs` posts to connectors that Microsoft has retired', allowed: '`msteamsv2_configs`, which posts adaptive cards to a workflow', fix: 'msteamsv2_configs:' });
      }
    }

    function old(field: Located, instead: string): void {
      const name = String(field.path.at(-1));
      const list = field.entries.map(([label, { text, value }]) => `${label}${name.endsWith('_re') ? '=~' : '='}${JSON.stringify(text ?? JSON.stringify(value) ?? '')}`);
      report(field, {
        severity: 'warning',
        what: `\`${name}\` is deprecated: use \`${instead}\``,
        allowed: `\`${instead}\`, a list of conditions: Alertmanager drops \`${name}\` before its version 1.0`,
        fix: list.length === 0 ? `${instead}: []` : `${instead}: [${list.map((each) => `'${each}'`).join(', ')}]`,
      });
    }
  },
};

/** A route as it is written and all below it. */
export function routesBelow(route: Located): Located[] {
  return [route, ...route.at('routes').items.flatMap(routesBelow)];
}
