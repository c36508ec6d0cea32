import * as fc from 'fast-check';
import { SERVICES } from '../../lib/cli/init/place';
import { hasHost, PROVIDERS } from '../../lib/cli/init/providers';
import { TAKEN } from '../../lib/cli/init/questions';

/** Command lines of `init`, without the folder: those that a person would write, and others drawn at random. */

const dns = (most = 12): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[a-z][a-z0-9-]{0,${most}}[a-z0-9]$`));
const free = dns().filter((name) => !TAKEN.includes(name) && !name.startsWith('encrypted-'));
const title = (service: string): fc.Arbitrary<string> => service === 'telegram' ? fc.integer({ min: -1_000_000_000_000, max: -1 }).map(String)
  : service === 'email' ? dns().map((name) => `${name}@example.com`)
    : fc.oneof(dns(), dns().map((name) => `#${name}`), dns().map((name) => `it's "${name}" \\ { \u00fc ${'$'}{x} %`));

function places(hears: 'failures' | 'progress', least: number): fc.Arbitrary<string[]> {
  const able = Object.entries(SERVICES).filter(([, service]) => service.hears.includes(hears)).map(([name]) => name);
  const place = fc.constantFrom(...able).chain((service) => title(service).map((name) => `${service}:${hears === 'failures' ? name : service === 'telegram' ? name : `${name} ${hears}`}`));
  return fc.uniqueArray(place, { minLength: least, maxLength: 3, selector: (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-') });
}

export const commandLines: fc.Arbitrary<string[]> = fc.record({
  team: free, namespace: fc.option(free), deployment: dns().filter((name) => name !== 'load-tester'), port: fc.integer({ min: 1, max: 65535 }),
  provider: fc.constantFrom(...Object.keys(PROVIDERS)),
  failures: places('failures', 1), progress: places('progress', 0),
  promise: fc.constantFrom('5s', '30s', '1m30s', '10m', '1h'),
  release: dns(), monitoring: dns(), flagger: dns(),
  git: fc.option(fc.constantFrom('https://github.com/owner/repository', 'git@github.com:owner/repository.git', 'ssh://git@git.example.com:2222/a/b')),
  ci: fc.constantFrom('github', 'gitlab', 'none'),
}).map(({ namespace, provider, failures, progress, git, ...rest }) => [
  ...Object.entries({ ...rest, provider }).map(([option, value]) => `--${option}=${value}`),
  ...(namespace === null ? [] : [`--namespace=${namespace}`]),
  ...(git === null ? [] : [`--git=${git}`, '--branch=release/1.x']),
  ...failures.map((place) => `--failures=${place}`),
  ...(progress.length === 0 ? ['--progress=none'] : progress.map((place) => `--progress=${place}`)),
  ...(failures.some((place) => place.startsWith('email:')) ? ['--from=canaries@example.com', '--smarthost=mail.example.com:587'] : []),
  ...(PROVIDERS[provider]?.route === undefined ? [] : [`--route=${provider.startsWith('gateway') ? 'edge/public' : 'route.of-it'}`]),
  ...(hasHost(PROVIDERS[provider] as never) ? ['--host=shop.example.org'] : []),
]);

/** What the README, and people, write. */
export const USUAL: readonly (readonly string[])[] = [
  [],
  ['--team', 'shop', '--deployment', 'cart', '--port', '8080'],
  ...Object.keys(PROVIDERS).map((provider) => ['--provider', provider]),
  ['--failures', 'pagerduty:on-call', '--progress', 'none'],
  ['--failures', 'pagerduty:on-call,opsgenie:on-call,msteams:checkout,telegram:-1001234567890,webhook:bridge', '--progress', 'googlechat:releases,rocketchat:#releases'],
  ['--failures', 'email:on-call@example.com', '--from', 'canaries@example.com', '--smarthost', 'mail.example.com:587'],
  ['--failures', 'discord:alerts', '--progress', 'discord:releases'],
  ['--promise', '5s'],
  ['--promise', '10m', '--ci', 'gitlab'],
  ['--git', 'https://github.com/owner/canaries', '--branch', 'production', '--ci', 'none'],
  ['--git', 'git@github.com:owner/canaries.git', '--release', 'kps', '--monitoring', 'observability', '--flagger', 'istio-system'],
];
