import fc from 'fast-check';
import { CANARY_STATUS } from '../../lib/facts/flagger-metrics';
import { LabelMatch } from '../../lib/prometheus/promql';
import { CanarySet } from '../../lib/rules';
import { CanarySelection } from '../../lib/rules/canary-selection';

const text = (selection: CanarySelection): string => selection.seriesOf<'name', 'name' | 'namespace'>(CANARY_STATUS, 'name', (each) => each, [LabelMatch.isNot('name', 'x')]).toString();

test.each<[string, CanarySelection, string]>([
  ['every canary', CanarySelection.ALL, 'flagger_canary_status{name!="x"}'],
  ['namespaces', CanarySelection.of([{ namespace: 'b' }, { namespace: 'a' }]), 'flagger_canary_status{namespace=~"a|b",name!="x"}'],
  ['names', CanarySelection.of([{ namespace: 'a', names: ['d', 'c.e'] }]), 'flagger_canary_status{namespace="a",name=~"c\\\\.e|d"}'],
  ['all but some', CanarySelection.of([{ namespace: 'a', except: ['c'] }]), 'flagger_canary_status{namespace="a",name!="c",name!="x"}'],
  ['namespaces that choose alike', CanarySelection.of([{ namespace: 'a', names: ['c'] }, { namespace: 'b', names: ['c'] }]), 'flagger_canary_status{namespace=~"a|b",name="c"}'],
  ['what others leave', CanarySelection.except([{ namespace: 'a' }, { namespace: 'b', names: ['c'] }, { namespace: 'd', except: ['e'] }]),
    'flagger_canary_status{namespace="b",name!="c",name!="x"} or flagger_canary_status{namespace="d",name="e"} or flagger_canary_status{namespace!~"a|b|d",name!="x"}'],
])('%s', (_, selection, expected) => {
  expect(text(selection)).toBe(expected);
});

/** As Prometheus reads the matchers. */
function takes(selector: string, canary: Readonly<Record<string, string>>): boolean {
  return selector.split(' or ').some((each) => [...each.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].every(([, label = '', op = '', value = '']) => {
    const is = op.includes('~') ? new RegExp(`^(?:${value})$`).test(canary[label] ?? '') : canary[label] === value;
    return op.startsWith('!') ? !is : is;
  }));
}

test('of any sets: a canary is in their selection or in what they leave, never in both', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
  const set: fc.Arbitrary<CanarySet> = fc.record({ namespace: fc.constantFrom('n', 'm', 'o'), names: fc.option(names, { nil: undefined }), except: names });
  fc.assert(fc.property(fc.array(set, { minLength: 1, maxLength: 6 }), fc.constantFrom('n', 'm', 'o', 'p'), fc.constantFrom('a', 'b', 'c', 'd'), (sets, namespace, name) => {
    const isMeant = sets.some((each) => each.namespace === namespace && (each.names === undefined ? !(each.except ?? []).includes(name) : each.names.includes(name)));
    fc.pre(sets.some((each) => each.names === undefined || each.names.length > 0));
    const of = (selection: CanarySelection): string => selection.seriesOf<'name', 'name' | 'namespace'>(CANARY_STATUS, 'name', (each) => each).toString();
    expect([takes(of(CanarySelection.of(sets)), { namespace, name }), takes(of(CanarySelection.except(sets)), { namespace, name })]).toEqual([isMeant, !isMeant]);
  }));
});
