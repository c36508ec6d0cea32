import { InhibitRule, Matcher } from '../../lib/alertmanager';

const critical = Matcher.equal('severity', 'critical');
const warning = Matcher.equal('severity', 'warning');

describe('InhibitRule', () => {
  test('has each field as alertmanager.yaml spells it', () => {
    expect(new InhibitRule({ source: [critical], target: [warning], equal: ['namespace', 'name'] })._render()).toEqual({
      source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ['namespace', 'name'],
    });
  });

  test.each([
    ['a rule by which each alert silences', { source: [], target: [warning] }, 'InhibitRule: source has no condition'],
    ['a rule by which each alert is silenced', { source: [critical], target: [] }, 'InhibitRule: target has no condition'],
    ['a label that is none', { source: [critical], target: [warning], equal: ['a b'] }, 'an entry of equal is no label\'s name\n  value:   "a b"'],
  ])('refuses %s', (_, props, message) => {
    expect(() => new InhibitRule(props)).toThrow(message);
  });
});
