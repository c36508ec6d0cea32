import { AlertmanagerTree } from '../alertmanager-tree';
import { canaryRules, waysOf } from '../alerts';
import { Check } from '../check';
import { labelsOf } from '../expression';
import { Scraped, scrapedAs } from '../expression/scraped';
import { RuleSource } from '../sources';
import { World } from '../world';
import { groupBy, MessageText, messageTexts, printedBy, templateFiles } from './messages';
import { readTemplate } from '../../language/template/text';
import { RULE_VOCABULARY } from '../../language/template/vocabulary';
import { addTo } from '../../listed';

/** `.CommonLabels` or `.CommonAnnotations` of what differs from canary to canary, where a group can hold two of them. */
export const common: Check = {
  id: 'template/common',
  run: (world, report) => {
    const scraped = scrapedAs(world);
    const texts = messageTexts(world).filter(({ template }) => template.mistake === undefined && /\.Common(?:Labels|Annotations)|template/.test(template.code));
    const seen = new Set<string>();
    for (const [tree, own] of grouped(texts)) {
      const files = templateFiles(tree);
      const arriving = arrivals(tree, world);
      for (const text of own) {
        for (const { of, name, place } of printedBy(text, files)) {
          const key = `${place.document.file ?? ''}/${place.object ?? ''}/${place.field ?? ''}/${of}/${name}`;
          if ((of !== '.CommonLabels' && of !== '.CommonAnnotations') || seen.has(key)) { continue; }
          const differing = (arriving.get(text.receiver) ?? []).flatMap(({ rule, by }) => {
            const labels = of === '.CommonLabels' ? varying(rule, scraped).filter((each) => each === name) : printedLabels(rule, name, scraped);
            const free = labels.filter((each) => !by.includes(each));
            return by.includes('...') || free.length === 0 ? [] : [{ rule, free, by }];
          })[0];
          if (differing === undefined) { continue; }
          seen.add(key);
          const { rule, free, by } = differing;
          report(place, {
            severity: 'warning',
            what: `the receiver ${text.receiver} prints {{ ${of}.${name} }}, which is empty as soon as two canaries share a group: it differs by ${free.join(' and ')} in the alert ${rule.alert ?? ''}`,
            value: `group_by: [${by.join(', ')}]`,
            allowed: 'what all alerts of the group have in common',
            fix: `add ${free.join(' and ')} to group_by, or {{ range .Alerts }}{{ ${of === '.CommonLabels' ? '.Labels' : '.Annotations'}.${name} }}{{ end }}`,
          });
        }
      }
    }
  },
};

interface Arrival { readonly rule: RuleSource; readonly by: readonly string[] }

/** Which alerts about canaries reach a receiver, and what they are grouped by on their way. */
function arrivals(tree: AlertmanagerTree, world: World): ReadonlyMap<string, readonly Arrival[]> {
  const found = new Map<string, Arrival[]>();
  for (const { rule, alerts } of canaryRules(world)) {
    const paths = new Set(alerts.flatMap((alert) => (waysOf(tree, alert, world) ?? []).flatMap((way) => way.map(({ path }) => path))));
    for (const path of paths) {
      const route = tree.routeAt(path);
      const by = route === undefined ? undefined : groupBy(tree, route);
      if (route !== undefined && by !== undefined) { addTo(found, route.receiver, { rule, by }); }
    }
  }
  return found;
}

function grouped(texts: readonly MessageText[]): ReadonlyMap<AlertmanagerTree, readonly MessageText[]> {
  const trees = new Map<AlertmanagerTree, MessageText[]>();
  for (const text of texts) {
    const own = trees.get(text.tree) ?? [];
    own.push(text);
    trees.set(text.tree, own);
  }
  return trees;
}

/** The labels by which the alerts of one rule differ from canary to canary. */
function varying(rule: RuleSource, scraped: Scraped): readonly string[] {
  const { names } = labelsOf(rule.expr, scraped);
  return ['name', 'workload', 'exported_namespace', ...(scraped.honorLabels ? ['namespace'] : [])].filter((each) => names.has(each) && !Object.hasOwn(rule.labels, each));
}

/** Those of them that an annotation prints. */
function printedLabels(rule: RuleSource, annotation: string, scraped: Scraped): readonly string[] {
  const text = rule.annotations[annotation];
  if (text === undefined || !text.includes('{{')) { return []; }
  const { fields } = readTemplate(text, RULE_VOCABULARY);
  const printed = new Set(fields.filter(({ of }) => of === '$labels' || of === '.Labels').map(({ name }) => name));
  return varying(rule, scraped).filter((each) => printed.has(each));
}
