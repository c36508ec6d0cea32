import { CanaryExplanation, canaryPicture } from '../../../lib/explain/canary';
import { Box, layOut, Layout, WIDTH } from '../../../lib/explain/canary/picture-layout';
import { linesWithin, xmlText } from '../../../lib/explain/canary/picture-text';
import { configSecret, FAILED, podMonitor, rules } from '../manifests';
import { fuzzed } from './names';
import { cart, CONFIG, explained, HEARD, NEWS, newsAlert } from './worlds';

/** What is wrong with a text as XML 1.0: characters, entities, attributes, tags that do not match. */
function mistakesOf(xml: string): string[] {
  const open: string[] = [];
  const mistakes: string[] = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml) ? ['a character that XML does not have'] : [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi, (_, end: string, name: string, attributes: string, empty: string) => {
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, each]) => each);
    if (new Set(names).size < names.length) { mistakes.push(`an attribute twice: ${name}`); }
    if (end !== '') { if (open.pop() !== name) { mistakes.push(`</${name}>`); } } else if (empty === '') { open.push(name); }
    return ' '.concat(attributes.replace(/[<>]/g, ''));
  });
  if (/[<>]/.test(rest)) { mistakes.push(`not a tag: ${/.{0,20}[<>].{0,20}/s.exec(rest)?.[0] ?? ''}`); }
  const loose = /&(?!(?:amp|lt|gt|quot);)/.exec(rest);
  return [...mistakes, ...(loose === null ? [] : ['an entity that is none']), ...open.map((name) => `<${name}> is open`)];
}

const overlaps = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What stands on something else, or outside. */
function clashesOf({ boxes, lines, arrows, bottom }: Layout): string[] {
  return [
    ...boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => overlaps(a, b)).map((b) => `${a.names[0] ?? ''} on ${b.names[0] ?? ''}`)),
    ...boxes.filter(({ x, y, width, height }) => x < 0 || x + width > WIDTH || y + height > bottom + 0.5).map(({ names }) => `${names[0] ?? ''} outside`),
    ...boxes.filter(({ height, names, details }) => names.length * 16 + details.length * 14.5 > height).map(({ names }) => `${names[0] ?? ''} is too high`),
    ...lines.flatMap((line) => boxes.filter(({ x, y, width, height }) => line.x > x && line.x < x + width && line.y > y && line.y < y + height).map(() => `${line.text} in a box`)),
    ...lines.filter(({ y }) => y > bottom + 0.5).map(({ text }) => `${text} outside`),
    ...arrows.filter(({ from, to }) => to - from < 20).map(({ from }) => `an arrow without a length at ${from}`),
  ];
}

const HEARD_TWICE = configSecret(CONFIG.replace('slack_configs: [', 'slack_configs: [{ channel: \'#second\' }, '));
const EXPLANATIONS: readonly [string, CanaryExplanation][] = [
  ['nothing is heard', explained([cart()])],
  ['all is heard', explained([cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD])],
  ['two channels of one alert', explained([cart(), podMonitor(), rules('5s', FAILED, { ...FAILED, alert: 'A-name-that-is-longer-than-any-box-is-wide-and-then-some', for: '10m' }), HEARD_TWICE])],
  ['a box that is higher than the ways that share it', explained([cart(), podMonitor(), { ...rules('5s', FAILED), metadata: { name: 'a-long-name-'.repeat(20), namespace: 'monitoring' } }, HEARD_TWICE])],
];

describe('canaryPicture', () => {
  test.each(EXPLANATIONS)('%s: it is XML, whole in itself, and nothing stands on anything', (_, explanation) => {
    const picture = canaryPicture(explanation);
    expect(mistakesOf(picture)).toEqual([]);
    expect(picture).not.toMatch(/<script|<foreignObject|<image|href|@import|url\((?!#)|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
    expect(clashesOf(layOut(explanation, 100))).toEqual([]);
  });

  test('any name is only a name', () => {
    for (let seed = 0; seed < 200; seed++) {
      const explanation = fuzzed(seed);
      expect([seed, mistakesOf(canaryPicture(explanation)), clashesOf(layOut(explanation, 100))]).toEqual([seed, [], []]);
    }
  });

  test('the checker of this test sees mistakes', () => {
    expect(mistakesOf('<a><b></a>')).not.toEqual([]);
    expect(mistakesOf('<a>&</a>')).not.toEqual([]);
    expect(mistakesOf('<a>\u0001</a>')).not.toEqual([]);
    expect(mistakesOf('<a x="1" x="2"/>')).not.toEqual([]);
    expect(mistakesOf('<a>x < y</a>')).not.toEqual([]);
  });

  test('what ways share is one box, and each way has its arrow', () => {
    const { boxes, arrows } = layOut(explained([cart(), podMonitor(), rules('5s', FAILED), HEARD_TWICE]), 100);
    const [failed] = boxes.filter(({ kind }) => kind === 'event');
    const within = boxes.filter(({ y, height }) => y >= (failed?.y ?? 0) && y + height <= (failed?.y ?? 0) + (failed?.height ?? 0));
    expect(within.map(({ names }) => names.join(''))).toEqual(['failed checks reachthe threshold', 'Flagger', 'CanaryFailed', 'route.routes[0]', 'Slack #second', 'Slack #alerts']);
    expect(arrows.filter(({ y }) => y < (failed?.y ?? 0) + (failed?.height ?? 0)).map(({ labels }) => labels)).toEqual([
      [], ['scrape 5 s'], ['evaluation 5 s'], ['group_wait 0 s', 'again 10 s'], ['group_wait 0 s', 'again 10 s'],
    ]);
  });

  test('the same channel has the same colour', () => {
    const picture = canaryPicture(explained([cart({ alerts: [newsAlert('info')] }), NEWS, ...HEARD]));
    expect([...picture.matchAll(/<g class="channel (c\d)">.*?class="name">([^<]*)</g)].map(([, colour, name]) => `${colour ?? ''} ${name ?? ''}`).filter((each, index, all) => all.indexOf(each) === index)).toEqual(['c0 Slack #alerts', 'c1 Slack #news']);
  });
});

describe('linesWithin', () => {
  test.each<[string, number, readonly string[]]>([
    ['short', 200, ['short']],
    ['two words', 50, ['two', 'words']],
    ['flagger-system/a-monitor', 90, ['flagger-', 'system/a-', 'monitor']],
    ['WWWWWWWWWW', 40, ['WWW', 'WWW', 'WWW', 'W']],
    ['', 40, ['']],
  ])('%s', (text, width, lines) => {
    expect(linesWithin(text, 12, width)).toEqual(lines);
  });
});

test('xmlText', () => {
  expect(xmlText('<a b="c">&\u0000\ud800🚀')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\uFFFD\uFFFD🚀');
});
