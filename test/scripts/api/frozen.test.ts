import { compare, frozenText, parseFrozen, released, untold } from '../../../scripts/api/frozen';

const RELEASED = [
  'struct flagger.CanaryProps < ResourceProps', 'flagger.CanaryProps.target: flagger.Target', 'flagger.CanaryProps.route?: flagger.RouteRef',
  'class flagger.Target', 'flagger.Target.deployment(name: string): flagger.Target [static]', 'flagger.Target.name: string',
  'interface ISource', 'ISource.url: string [must]',
  'enum Hears', 'Hears.FAILURES',
];

const changed = (from: string, to: string): string[] => RELEASED.map((entry) => entry === from ? to : entry);
const without = (...entries: string[]): string[] => RELEASED.filter((entry) => !entries.includes(entry));

describe('what breaks', () => {
  test.each<[string, string[], string[]]>([
    ['nothing, where nothing changed', RELEASED, []],
    ['nothing, where a member of an enum came', [...RELEASED, 'Hears.PROGRESS'], []],
    ['nothing, where a property came that may be left out', [...RELEASED, 'flagger.CanaryProps.metadata?: string'], []],
    ['nothing, where a whole new type came', [...RELEASED, 'struct New', 'New.needed: string', 'interface INew', 'INew.url: string [must]'], []],
    ['nothing, where a parameter came that may be left out', changed('flagger.Target.deployment(name: string): flagger.Target [static]', 'flagger.Target.deployment(name: string, options?: O): flagger.Target [static]'), []],
    ['nothing, where a property is no longer needed', changed('flagger.CanaryProps.target: flagger.Target', 'flagger.CanaryProps.target?: flagger.Target'), []],
    ['nothing, where a class is one more thing', changed('class flagger.Target', 'class flagger.Target < Base'), []],
    ['nothing, where a member moved to a type that it is', [...RELEASED.filter((entry) => !entry.startsWith('flagger.Target.name') && entry !== 'class flagger.Target'), 'class flagger.Target < flagger.Workload', 'abstract class flagger.Workload', 'flagger.Workload.name: string'], []],
    ['nothing, where a property takes more than it did', [...changed('flagger.CanaryProps.route?: flagger.RouteRef', 'flagger.CanaryProps.route?: IRoute'), 'interface IRoute', 'class flagger.RouteRef < Base, IRoute'], []],
    ['nothing, where a base has that base', [...changed('struct flagger.CanaryProps < ResourceProps', 'struct flagger.CanaryProps < Between'), 'struct Between < ResourceProps'], []],
    ['a member that is gone', without('Hears.FAILURES'), ['Hears.FAILURES']],
    ['a parameter more', changed('flagger.Target.deployment(name: string): flagger.Target [static]', 'flagger.Target.deployment(name: string, kind: string): flagger.Target [static]'), ['flagger.Target.deployment(name: string): flagger.Target [static]']],
    ['another type of result', changed('flagger.Target.deployment(name: string): flagger.Target [static]', 'flagger.Target.deployment(name: string): string [static]'), ['flagger.Target.deployment(name: string): flagger.Target [static]']],
    ['a value that may be absent now', changed('flagger.Target.name: string', 'flagger.Target.name?: string'), ['flagger.Target.name: string']],
    ['a base less', changed('struct flagger.CanaryProps < ResourceProps', 'struct flagger.CanaryProps'), ['struct flagger.CanaryProps < ResourceProps']],
    ['a property that is needed now', changed('flagger.CanaryProps.route?: flagger.RouteRef', 'flagger.CanaryProps.route: flagger.RouteRef'), ['flagger.CanaryProps.route?: flagger.RouteRef']],
    ['a new property that is needed', [...RELEASED, 'flagger.CanaryProps.service: string'], ['flagger.CanaryProps.service: string']],
    ['a new member of what others implement', [...RELEASED, 'ISource.fetch(): void [must]'], ['ISource.fetch(): void [must]']],
  ])('%s', (_, now, breaking) => {
    expect(compare(released(RELEASED), now).breaking).toEqual(breaking);
  });

  test('of what came since the release nothing', () => {
    const { frozen } = compare(released(RELEASED), [...RELEASED, 'Hears.PROGRESS']);
    expect(compare(frozen, RELEASED)).toMatchObject({ breaking: [] });
    expect(compare(frozen, RELEASED).frozen).toEqual(compare(released(RELEASED), RELEASED).frozen);
  });

  test('is still told by the file, and the next time as well', () => {
    const once = compare(released(RELEASED), changed('Hears.FAILURES', 'Hears.FAILED'));
    const again = compare(parseFrozen(frozenText(once.frozen)), changed('Hears.FAILURES', 'Hears.FAILED'));
    expect(again.breaking).toEqual(['Hears.FAILURES']);
    expect(frozenText(again.frozen)).toBe(frozenText(once.frozen));
    expect(frozenText(once.frozen)).toMatch(/^ {2}enum Hears\n\+ Hears\.FAILED\n- Hears\.FAILURES\n/m);
  });

  test('and came back is as it was', () => {
    const gone = compare(released(RELEASED), without('Hears.FAILURES')).frozen;
    expect(frozenText(compare(gone, RELEASED).frozen)).toBe(frozenText(released(RELEASED)));
  });
});

describe('the changelog', () => {
  const changelog = (line: string): string => `# Changelog\n\n## 0.2.0 (unreleased)\n\n- Something.\n${line}\n## 0.1.0\n\n- **Breaking:** \`Hears.FAILURES\` was told once before.\n`;
  test.each<[string, string[], string, string[]]>([
    ['says nothing', ['Hears.FAILURES', 'flagger.Target.name: string'], '', ['Hears.FAILURES', 'Target.name']],
    ['says it', ['Hears.FAILURES'], '- **Breaking:** `Hears.FAILURES` is\n  `Hears.FAILED`.\n', []],
    ['says it with the room', ['flagger.Target.name: string'], '- **Breaking:** `flagger.Target.name` may be absent.\n', []],
    ['mentions it, but not as breaking', ['Hears.FAILURES'], '- `Hears.FAILURES` is nice.\n', ['Hears.FAILURES']],
    ['says it of another', ['Hears.FAILURES'], '- **Breaking:** `Hears.FAILURES_TOO` is gone.\n', ['Hears.FAILURES']],
    ['tells a type, and its members with it', ['enum Hears', 'Hears.FAILURES'], '- **Breaking:** `Hears` is gone.\n', []],
  ])('%s', (_, breaking, line, names) => {
    expect(untold(breaking, changelog(line))).toEqual(names);
  });
});
