import { found } from '../findings';
import { testPage } from '../page';

const canary = (analysis: string, spec: string = ''): string => `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a, namespace: n }\nspec:\n  ${spec}\n  analysis: { ${analysis} }\n`;

const RATE = 'metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]';
const ab = (match: string, ...commands: string[]): string => canary(
  `iterations: 5, match: ${match}, ${RATE}, webhooks: [${commands.map((cmd) => `{ name: load, url: 'http://l/', timeout: 5s, metadata: { cmd: ${JSON.stringify(cmd)} } }`).join(', ')}]`, 'provider: nginx');
const COOKIE = '[{ headers: { cookie: { exact: session-canary } } }]';
const REGEX = '[{ headers: { cookie: { regex: "^(.*?;)?(canary=always)(;.*)?$" } } }]';

describe('analysis/no-traffic', () => {
  test.each([
    ['weights and no load test', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]'), ['6:69 info analysis/no-traffic: the canary a is rolled back when nobody asks it: it has no load test']],
    ['Blue/Green, which no user reaches', canary('iterations: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'provider: kubernetes'), ['6:40 warning analysis/no-traffic: no user\'s request reaches the canary a during its analysis, and nothing else makes any']],
    ['weights that become iterations', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'provider: kubernetes'), ['6:40 warning analysis/no-traffic: no user\'s request reaches the canary a during its analysis, and nothing else makes any']],
    ['an A/B test', canary('iterations: 5, match: [{ headers: { a: { exact: b } } }], metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]'), ['6:83 info analysis/no-traffic: the canary a is rolled back when nobody asks it: it has no load test']],
    ['another cookie', ab(COOKIE, 'hey -z 1m -q 10 -c 2 -H \'Cookie: canary=always\' https://pay.example.com/'), [expect.stringMatching(/^6:\d+ warning analysis\/no-traffic: the load test load does not reach the canary a: it sends no header by which the A\/B test knows its users$/)]],
    ['no cookie', ab(COOKIE, 'hey -z 1m https://pay.example.com/'), [expect.stringContaining('does not reach the canary')]],
    ['another cookie than an expression finds', ab(REGEX, 'hey -H "Cookie: canary=never" https://pay.example.com/').replace('nginx', 'istio'), [expect.stringContaining('does not reach the canary')]],
    ['another value, and another header', ab('[{ headers: { x-user: { prefix: in } } }, { headers: { x-user: { exact: me } } }]', 'hey -H \'X-User: you\' https://pay.example.com/').replace('nginx', 'istio'), [expect.stringContaining('does not reach the canary')]],
  ])('%s', (_, text, expected) => {
    expect(found(text, 'analysis/no-traffic')).toEqual(expected);
  });

  test.each([
    ['a load test', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }], webhooks: [{ name: load, url: http://l/, timeout: 5s, metadata: { cmd: hey http://a } }]')],
    ['a metric of its own', canary('interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ name: cpu, templateRef: { name: t }, interval: 1m, thresholdRange: { max: 1 } }]')],
    ['no metric', canary('stepWeight: 5')],
    ['a skipped analysis', canary('stepWeight: 5, metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]', 'skipAnalysis: true')],
    ['the cookie', ab(COOKIE, 'hey -H \'Cookie: a=b; session-canary=always\' https://pay.example.com/')],
    ['the cookie as an expression finds it', ab(REGEX, 'hey -H \'Cookie: canary=always\' https://pay.example.com/').replace('nginx', 'istio')],
    ['a part that an expression finds', ab('[{ headers: { x-user: { regex: "si+d" } } }]', 'hey -H \'X-User: insider\' https://pay.example.com/')],
    ['one condition of two', ab('[{ headers: { x-user: { exact: me } } }, { headers: { cookie: { exact: c } } }]', 'hey -H \'Cookie: c=always\' https://pay.example.com/')],
    ['the canary\'s own Service', ab(COOKIE, 'hey http://a-canary.n/')],
    ['one load test of two', ab(COOKIE, 'hey https://pay.example.com/', 'hey -H "Cookie: session-canary=always" https://pay.example.com/')],
    ['another program', ab(COOKIE, 'wrk https://pay.example.com/')],
    ['what the shell decides', ab(COOKIE, 'hey -H "Cookie: $COOKIE" https://pay.example.com/')],
    ['two commands', ab(COOKIE, 'hey https://pay.example.com/ && curl https://pay.example.com/')],
    ['an option that nobody knows', ab(COOKIE, 'hey -X a https://pay.example.com/')],
    ['a condition that is no header', ab('[{ queryParams: { a: { exact: b } } }]', 'hey https://pay.example.com/').replace('nginx', 'istio')],
    ['a header that a proxy may set', ab('[{ headers: { x-forwarded-for: { exact: b } } }]', 'hey https://pay.example.com/')],
    ['a header that hey adds to', ab('[{ headers: { user-agent: { suffix: hey/0.0.1 } } }]', 'hey -U me https://pay.example.com/').replace('nginx', 'istio')],
    ['an expression that is none', ab('[{ headers: { a: { regex: "(" } } }]', 'hey -H "a: b" https://pay.example.com/')],
  ])('%s is right', (_, text) => {
    expect(found(text, 'analysis/no-traffic')).toEqual([]);
  });

  testPage('analysis/no-traffic');
});
