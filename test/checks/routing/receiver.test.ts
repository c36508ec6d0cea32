import { testPage } from '../page';
import { told } from './samples';

describe('routing/receiver', () => {
  test.each([
    ['an undefined receiver, deep down', 'route: { receiver: a, routes: [{ routes: [{ receiver: b }] }] }\nreceivers: [{ name: a }]', ['error at b }] }] }']],
    ['a receiver twice', 'route: { receiver: a }\nreceivers: [{ name: a }, { name: a }]', ['error at a }]']],
    ['an empty section', 'route: { receiver: a }\nreceivers: [{ name: a, slack_configs: [] }]', ['warning at [] }]']],
    ['an AlertmanagerConfig', 'apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nmetadata: { name: a }\nspec: { route: { receiver: b }, receivers: [{ name: a }] }', ['error at b }, receivers: [{ name:']],
    ['a receiver that tells nobody on purpose', 'route: { receiver: a }\nreceivers: [{ name: a }]', []],
    ['values with the chart\'s own receivers', 'alertmanager: { config: { route: { receiver: "null" } } }', []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/receiver')).toEqual(expected);
  });

  testPage('routing/receiver');
});
