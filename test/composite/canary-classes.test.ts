import fc from 'fast-check';
import { classesOf, LimitedCanary, namedOfEach } from '../../lib/composite/canary-classes';
import { CanarySet } from '../../lib/rules';

const of = (namespace: string, limit: number, count: number, prefix = `c${limit}`): LimitedCanary[] =>
  Array.from({ length: count }, (_, i) => ({ namespace, name: `${prefix}-${i}`, limit }));
const has = ({ namespace, names, except = [] }: CanarySet, canary: LimitedCanary): boolean =>
  namespace === canary.namespace && (names === undefined ? !except.includes(canary.name) : names.includes(canary.name));

test('a small namespace is named, so that what others wrote there is not meant', () => {
  expect(classesOf([...of('shop', 30, 2), ...of('shop', 60, 1)], 20)).toEqual([
    { limit: 30, canaries: [{ namespace: 'shop', names: ['c30-0', 'c30-1'] }] }, { limit: 60, canaries: [{ namespace: 'shop', names: ['c60-0'] }] },
  ]);
});

test('a large one is chosen as a whole, but for a few', () => {
  expect(classesOf([...of('shop', 30, 500), ...of('shop', 10, 1), ...of('shop', 60, 1), ...of('store', 30, 21)], 20)).toEqual([
    { limit: 10, canaries: [{ namespace: 'shop', names: ['c10-0'] }] },
    { limit: 30, canaries: [{ namespace: 'shop', except: ['c10-0', 'c60-0'] }, { namespace: 'store' }] },
    { limit: 60, canaries: [{ namespace: 'shop', names: ['c60-0'] }] },
  ]);
});

test('where more than a few differ, those are raised that it costs least', () => {
  // 60 canaries by 15 minutes cost less than 30 by 75.
  const classes = classesOf([...of('shop', 30, 60), ...of('shop', 45, 30), ...of('shop', 120, 5)], 20);
  expect(classes.map(({ limit, canaries }) => [limit, canaries.map(({ names, except }) => [names?.length, except?.length])])).toEqual([[45, [[undefined, 5]]], [120, [[5, undefined]]]]);
});

test('where nothing may be named, the longest of a namespace is that of all', () => {
  expect(classesOf([...of('shop', 30, 60), ...of('shop', 45, 30), ...of('store', 30, 1)], 0)).toEqual([
    { limit: 30, canaries: [{ namespace: 'store' }] }, { limit: 45, canaries: [{ namespace: 'shop' }] },
  ]);
});

test('the more namespaces there are, the fewer of each are named', () => {
  expect([0, 1, 5, 6, 100, 101, 5000].map(namedOfEach)).toEqual([20, 20, 20, 16, 1, 0, 0]);
});

test('of any platform: each canary has one limit, never below its own, and few names are said', () => {
  const shape = fc.record({ namespace: fc.constantFrom('a', 'b', 'c'), limit: fc.constantFrom(10, 15, 30, 60, 120) });
  fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 400, size: 'max' }), fc.nat(20), (shapes, few) => {
    const canaries = shapes.map((each, i) => ({ ...each, name: `canary-${i}` }));
    const classes = classesOf(canaries, few);
    for (const canary of canaries) {
      const limits = classes.filter(({ canaries: sets }) => sets.some((set) => has(set, canary))).map(({ limit }) => limit);
      expect(limits).toHaveLength(1);
      expect(limits[0]).toBeGreaterThanOrEqual(canary.limit);
    }
    for (const namespace of ['a', 'b', 'c']) {
      const sets = classes.flatMap((each) => each.canaries).filter((set) => set.namespace === namespace);
      expect(sets.reduce((sum, { names = [] }) => sum + names.length, 0)).toBeLessThanOrEqual(few);
      expect(Math.max(0, ...sets.map(({ except = [] }) => except.length))).toBeLessThanOrEqual(few);
    }
  }));
});
