import { alikeCanaries } from '../../lib/checks/alike';

const HONORED = { honorLabels: true, namespace: 'flagger-system' };
const NOT_HONORED = { honorLabels: false, namespace: 'flagger-system' };
const of = (...names: string[]): { name: string; namespace: string }[] => names.map((each) => { const [namespace, name] = each.split('/') as [string, string]; return { name, namespace }; });
const groups = (expr: string, scrape = HONORED, canaries = of('shop/cart', 'shop/pay', 'news/cart', 'news/feed')): string[] => alikeCanaries(expr, canaries, [scrape]).map((group) => group.map(({ namespace, name }) => `${namespace}/${name}`).join(' '));

test.each<[string, string, string[]]>([
  ['no selector names a canary', 'flagger_canary_status == 2', ['shop/cart shop/pay news/cart news/feed']],
  ['a name', 'flagger_canary_status{name="cart"}', ['shop/cart news/cart', 'shop/pay news/feed']],
  ['a name in a namespace', 'flagger_canary_status{name="cart",namespace="shop"}', ['shop/cart', 'shop/pay news/cart news/feed']],
  ['a selector for each team', 'flagger_canary_status{namespace="shop"} or flagger_canary_status{namespace="news"}', ['shop/cart shop/pay', 'news/cart news/feed']],
  ['the primary of one', 'flagger_canary_weight{workload=~"cart-primary|x"}', ['shop/cart news/cart', 'shop/pay news/feed']],
  ['all but one', 'flagger_canary_status{name!="cart"}', ['shop/cart news/cart', 'shop/pay news/feed']],
  ['a label that its series do not have', 'flagger_canary_weight{name="",workload="cart"}', ['shop/cart news/cart', 'shop/pay news/feed']],
  ['a pattern that is none', 'flagger_canary_status{name=~"("}', ['shop/cart shop/pay news/cart news/feed']],
])('%s', (_, expr, expected) => {
  expect(groups(expr)).toEqual(expected);
});

test('without honorLabels the label namespace is Flagger\'s, and says nothing of a canary', () => {
  const expr = 'flagger_canary_status{namespace="flagger-system",name="cart"} or flagger_canary_status{exported_namespace="news"}';
  expect(groups(expr, NOT_HONORED)).toEqual(['shop/cart', 'shop/pay', 'news/cart', 'news/feed']);
  expect(groups(expr, HONORED)).toEqual(['shop/cart shop/pay', 'news/cart news/feed']);
});

test('a thousand teams with a selector each take no longer for each canary than ten', () => {
  const work = (teams: number): number => {
    const canaries = Array.from({ length: teams * 10 }, (_, index) => ({ name: `app-${index}`, namespace: `team-${index % teams}` }));
    const expr = Array.from({ length: teams }, (_, team) => `flagger_canary_status{namespace="team-${team}",name=~"app-.*"}`).join(' or ');
    alikeCanaries(expr, canaries.slice(0, 1), [HONORED]);
    const begun = process.cpuUsage();
    expect(alikeCanaries(expr, canaries, [HONORED])).toHaveLength(teams);
    return process.cpuUsage(begun).user;
  };
  const few = Math.max(...[0, 1, 2].map(() => work(100)));
  expect(Math.min(...[0, 1, 2].map(() => work(1000)))).toBeLessThan(30 * few);
});
