import { MatchOperator } from '../../alertmanager/matcher';
import { AlertmanagerTree, PlacedMatcher, TreeRoute } from '../alertmanager-tree';
import { Check, Report } from '../check';

/** A route that no alert can reach, whatever its labels. */
export const dead: Check = {
  id: 'routing/dead',
  run: (world, report) => {
    for (const tree of AlertmanagerTree.of(world)) {
      const [root] = tree.routes;
      if (root !== undefined && tree.sound) { below(root, new Map(), report); }
    }
  },
};

/** So many conditions of a route are looked at in all their combinations. */
const MOST_CONDITIONS = 6;
/** So many routes before it are compared one by one. */
const MOST_BEFORE = 50;

type Wanted = ReadonlyMap<string, PlacedMatcher>;

function below(route: TreeRoute, above: Wanted, report: Report): void {
  const taken = new Map<string, TreeRoute>();
  const broad: TreeRoute[] = [];
  for (const child of route.children) {
    const matchers = child.matchers ?? [];
    const before = takerOf(matchers, taken, broad);
    const wanted = new Map(above);
    const contradiction = before === undefined ? contradictionIn(matchers, wanted) : undefined;
    if (before !== undefined) {
      report(child.at, {
        severity: 'warning',
        what: `no alert reaches this route: ${before.path} takes them before it, and does not continue`,
        allowed: 'Alertmanager tries the routes of one level in order, up to the first that takes the alert',
        fix: `put it before ${before.path}, or set \`continue: true\` there`,
      });
    } else if (contradiction !== undefined) {
      report(contradiction[0].at, {
        severity: 'warning',
        what: `no alert reaches this route: it asks for ${contradiction[0].matcher.toString()} and for ${contradiction[1].matcher.toString()}`,
        value: contradiction[0].matcher.toString(),
        allowed: 'conditions that can hold together: those of a route and of all above it count',
        fix: 'one =~ with both values, or two routes',
      });
    } else {
      below(child, wanted, report);
    }
    if (!child.continues && before === undefined) {
      const key = keyOf(matchers);
      if (!taken.has(key)) { taken.set(key, child); }
      if (broad.length < MOST_BEFORE) { broad.push(child); }
    }
  }
}

function takerOf(matchers: readonly PlacedMatcher[], taken: ReadonlyMap<string, TreeRoute>, broad: readonly TreeRoute[]): TreeRoute | undefined {
  const some = matchers.slice(0, MOST_CONDITIONS);
  for (let chosen = 0; chosen < 2 ** some.length; chosen++) {
    const taker = taken.get(keyOf(some.filter((_, index) => (chosen & (1 << index)) !== 0)));
    if (taker !== undefined) { return taker; }
  }
  // A value that is asked for exactly tells whether an expression before takes it.
  const exact = Object.fromEntries(matchers.filter(({ matcher }) => matcher.operator === MatchOperator.EQUAL).map(({ matcher }) => [matcher.label, matcher.value]));
  return broad.find((each) => (each.matchers ?? []).every(({ matcher }) => Object.hasOwn(exact, matcher.label) && matcher._matches(exact)));
}

function keyOf(matchers: readonly PlacedMatcher[]): string {
  return [...new Set(matchers.map(({ matcher }) => matcher.toString()))].sort().join(',');
}

/** Two conditions that cannot both hold; `wanted` takes the values that are asked for exactly. */
function contradictionIn(matchers: readonly PlacedMatcher[], wanted: Map<string, PlacedMatcher>): readonly [PlacedMatcher, PlacedMatcher] | undefined {
  for (const each of matchers) {
    if (each.matcher.operator !== MatchOperator.EQUAL) { continue; }
    const other = wanted.get(each.matcher.label);
    if (other !== undefined && other.matcher.value !== each.matcher.value) { return [each, other]; }
    wanted.set(each.matcher.label, each);
  }
  for (const each of matchers) {
    const other = wanted.get(each.matcher.label);
    if (other !== undefined && !each.matcher._matches({ [each.matcher.label]: other.matcher.value })) { return [each, other]; }
  }
  return undefined;
}
