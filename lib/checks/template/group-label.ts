import { Check } from '../check';
import { Located } from '../located';
import { groupBy, messageTexts, printedBy, routesTo, templateFiles } from './messages';

/** `.GroupLabels.x` in a message, where no route groups by x. */
export const groupLabel: Check = {
  id: 'template/group-label',
  run: (world, report) => {
    const empty = new Map<string, { place: Located; name: string; receiver: string; groups: string }>();
    const filled = new Set<string>();
    const files = new Map(messageTexts(world).map(({ tree }) => [tree, templateFiles(tree)]));
    for (const text of messageTexts(world)) {
      const routes = routesTo(text.tree, text.receiver).map((route) => groupBy(text.tree, route));
      // A receiver that no route leads to prints nothing at all; a group_by that is not shown may hold anything.
      if (routes.length === 0 || routes.some((labels) => labels === undefined) || text.template.mistake !== undefined) { continue; }
      for (const { of, name, place } of printedBy(text, files.get(text.tree) ?? [])) {
        if (of !== '.GroupLabels') { continue; }
        const key = `${place.document.file ?? ''}/${place.object ?? ''}/${place.field ?? ''}/${name}`;
        if (routes.some((labels) => labels?.includes(name) === true || labels?.includes('...') === true)) { filled.add(key); continue; }
        const groups = [...new Set(routes.map((labels) => `[${(labels ?? []).join(', ')}]`))].join(' or ');
        if (!empty.has(key)) { empty.set(key, { place, name, receiver: text.receiver, groups }); }
      }
    }
    for (const [key, { place, name, receiver, groups }] of empty) {
      // A template may serve another receiver, whose route groups by it.
      if (filled.has(key)) { continue; }
      report(place, {
        severity: 'error',
        what: `the receiver ${receiver} prints {{ .GroupLabels.${name} }}, which is always empty: no route that leads to it groups by ${name}`,
        value: `group_by: ${groups}`,
        allowed: '.GroupLabels has the labels of group_by and no other',
        fix: `add ${name} to group_by`,
      });
    }
  },
};
