import { testPage } from '../page';
import { told } from './samples';

describe('routing/replaced', () => {
  test.each([
    ['receivers without the chart\'s', 'alertmanager: { config: { receivers: [{ name: a }] } }', ['error at [{ name: a }] } }']],
    ['routes without Watchdog\'s', 'alertmanager: { config: { route: { receiver: a, routes: [] }, receivers: [{ name: a, slack_configs: [{ api_url_file: /x }] }] } }', ['warning at [] }, receivers: [{ name']],
    ['a rule that the chart does not make', 'defaultRules: { create: false }\nalertmanager: { config: { route: { receiver: a, routes: [] }, receivers: [{ name: a, slack_configs: [{ api_url_file: /x }] }] } }', []],
    ['Watchdog to a dead man\'s switch', 'alertmanager: { config: { route: { receiver: a, routes: [] }, receivers: [{ name: a, webhook_configs: [{ url_file: /x }] }] } }', []],
    ['a plain file, which replaces nothing', 'route: { receiver: a, routes: [] }\nreceivers: [{ name: a, slack_configs: [{ api_url_file: /x }] }]', []],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'routing/replaced')).toEqual(expected);
  });

  testPage('routing/replaced');
});
