import { CANARY_WEIGHT } from '../../facts/flagger-metrics';
import { Check } from '../check';
import { partsOf } from '../expression';
import { labelsOfNode } from '../expression/labels';
import { FLAGGER_LABELS } from '../expression/metrics';
import { ExprNode, LabelMatcher } from '../../language/promql/node';
import { canBe, isMisnamed, Scraped, scrapedAs } from '../expression/scraped';
import { matches } from '../../language/promql/type-check';
import { Problem } from '../finding';
import { loadableRules, ReadRule } from './rules';

/** A label that a metric of Flagger does not have after the scrape: in a selector, in `by`, in label_replace. */
export const label: Check = {
  id: 'promql/label',
  run: (world, report) => {
    const scraped = scrapedAs(world);
    for (const read of loadableRules(world)) {
      const { at, analysis } = read;
      // A rule that names each canary makes one mistake, and not one for each.
      const told = new Set<string>();
      for (const { metric = '', matchers } of analysis.selectors) {
        const labels = FLAGGER_LABELS.get(metric);
        if (labels === undefined) { continue; }
        for (const matcher of matchers) {
          const problem = inMatcher(read, metric, labels, matcher, scraped);
          if (problem === undefined || told.has(`${metric} ${matcher.label}`)) { continue; }
          told.add(`${metric} ${matcher.label}`);
          report(at.from(problem.at), problem.problem);
        }
      }
      for (const part of partsOf(analysis.expr)) {
        for (const { name: asked, offset, why } of namesIn(part, scraped)) {
          report(at.from(offset), {
            severity: 'error', what: `${read.name} ${why} the label ${asked}, which ${metricsIn(part)} does not have`, value: asked,
            ...hint(part, asked, scraped),
          });
        }
      }
    }
  },
};

function inMatcher({ name }: ReadRule, metric: string, own: readonly string[], matcher: LabelMatcher, scraped: Scraped): { at: number; problem: Problem } | undefined {
  const { label: asked, op, value } = matcher;
  const shown = `${asked}${op}"${value}"`;
  if (!canBe(metric, asked, scraped)) {
    if (op === '=' && value === '') { return undefined; }
    const hits = matches(op, value, '') === true;
    const assumed = asked === 'exported_namespace';
    return { at: matcher.offset, problem: {
      severity: hits || (assumed && scraped.assuming !== undefined) ? 'warning' : 'error',
      what: `${name} selects ${metric} by the label ${asked}, which it does not have: ${hits ? 'it passes every series' : 'no series passes'}`,
      value: shown,
      allowed: `${[...own.map((each) => each === 'namespace' && !scraped.honorLabels ? 'exported_namespace' : each)].join(', ')}, and the labels of the target`,
      fix: meant(metric, asked, scraped),
      assuming: assumed ? scraped.assuming : undefined,
    } };
  }
  // The label namespace is Flagger's own namespace then.
  if (asked !== 'namespace' || scraped.honorLabels || !own.includes('namespace') || matches(op, value, scraped.namespace) !== false || op === '!=' || op === '!~') { return undefined; }
  if (scraped.assuming !== undefined && FLAGGER_NAMESPACES.some((each) => matches(op, value, each) === true)) { return undefined; }
  return { at: matcher.offset, problem: {
    severity: scraped.assuming === undefined ? 'error' : 'warning',
    what: `${name} selects ${metric} by ${shown}, but without honorLabels the label namespace is Flagger's own: no series passes`,
    value: shown,
    allowed: `namespace="${scraped.namespace}"; the canary's namespace is in exported_namespace`,
    fix: `exported_namespace${op}"${value}", or honorLabels: true in the endpoint of the monitor`,
    assuming: scraped.assuming,
  } };
}

/** Where people install Flagger. */
const FLAGGER_NAMESPACES = ['flagger-system', 'flagger', 'istio-system', 'linkerd-viz', 'linkerd', 'ingress-nginx', 'flux-system', 'appmesh-system', 'projectcontour', 'gloo-system', 'traefik', 'kube-system', 'monitoring', 'kuma-system', 'osm-system'];

interface AskedName { readonly name: string; readonly offset: number; readonly why: string }

/** The labels that a part asks of what is below it, and that cannot be there. */
function namesIn(part: ExprNode, scraped: Scraped): AskedName[] {
  if (part.kind === 'aggregate' && part.by !== undefined) {
    const inner = labelsOfNode(part.expr, [scraped.honorLabels]);
    return part.by.filter(({ name }) => !inner.open && !inner.names.has(name) && onlySelectors(part.expr) && isMisnamed(name, scraped)).map((each) => ({ ...each, why: 'aggregates by' }));
  }
  if (part.kind === 'call' && part.name === 'label_replace') {
    const [vector, , , from] = part.args;
    if (vector === undefined || from?.kind !== 'string') { return []; }
    const inner = labelsOfNode(vector, [scraped.honorLabels]);
    return inner.open || inner.names.has(from.value) || !onlySelectors(vector) || !isMisnamed(from.value, scraped) ? [] : [{ name: from.value, offset: from.from + 1, why: 'reads with label_replace' }];
  }
  return [];
}

/** What has not been aggregated or joined before: a label that is missing there is told there. */
function onlySelectors(node: ExprNode): boolean {
  switch (node.kind) {
    case 'vector': return node.metric !== undefined && FLAGGER_LABELS.has(node.metric);
    case 'matrix': return onlySelectors(node.vector);
    case 'paren': case 'unary': case 'subquery': return onlySelectors(node.expr);
    case 'call': return node.args.some(onlySelectors) && node.name !== 'absent' && node.name !== 'absent_over_time';
    case 'binary': return onlySelectors(node.left) && (node.right.kind === 'number' || node.op === 'and' || node.op === 'unless' || (node.op === 'or' && onlySelectors(node.right)));
    default: return false;
  }
}

function metricsIn(node: ExprNode): string {
  const found = namesOfMetrics(node);
  return found.length === 1 ? found[0] as string : found.join(' or ');
}

function namesOfMetrics(node: ExprNode): string[] {
  switch (node.kind) {
    case 'vector': return node.metric === undefined ? [] : [node.metric];
    case 'matrix': return namesOfMetrics(node.vector);
    case 'paren': case 'unary': case 'subquery': case 'aggregate': return namesOfMetrics(node.expr);
    case 'call': return [...new Set(node.args.flatMap(namesOfMetrics))];
    case 'binary': return node.op === 'or' ? [...new Set([...namesOfMetrics(node.left), ...namesOfMetrics(node.right)])] : namesOfMetrics(node.left);
    default: return [];
  }
}

function hint(part: ExprNode, asked: string, scraped: Scraped): { fix?: string; allowed?: string } {
  const [metric = ''] = namesOfMetrics(part);
  return { allowed: `${(FLAGGER_LABELS.get(metric) ?? []).join(', ')}, and the labels of the target`, fix: meant(metric, asked, scraped) };
}

/** The label that is there instead. */
export function meant(metric: string, asked: string, scraped: Scraped): string | undefined {
  if (asked === 'exported_namespace' && scraped.honorLabels) { return 'namespace: the monitor has honorLabels'; }
  if (metric === CANARY_WEIGHT.name) { return NAMES.includes(asked) ? 'workload: the target\'s name, and <target>-primary' : undefined; }
  const own = FLAGGER_LABELS.get(metric) ?? [];
  return own.includes('name') && (NAMES.includes(asked) || asked === 'workload') ? 'name: the name of the Canary\'s target' : undefined;
}

const NAMES = ['name', 'canary', 'canary_name', 'app', 'application', 'deployment', 'target', 'exported_name', 'workload_name'];
