import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../lib/cli/run';
import { slackMessage, wordsOf } from '../scripts/pictures/slack';

/** docs/slack.png is the message that dist/ really brings: its words, beside the picture in the guide, are those of a drill. */
test('the words beside the picture of a message in Slack are those that Slack gets: else `npm run pictures`, and the words that it prints', async () => {
  const root = resolve(__dirname, '..');
  let out = '';
  const code = await run(['drill', 'dist', '--scenario', 'failed-analysis', '--format', 'json', '--quiet'], { folder: root, out: (text) => { out += text; }, err: (text) => { out += text; } });
  expect([code, code === 0 ? '' : out]).toEqual([0, '']);
  const [, words] = /!\[([^\]]*(?:\][^(][^\]]*)*)\]\(\.\.\/slack\.png\)/.exec(readFileSync(join(root, 'docs/guides/first-canary.md'), 'utf8')) ?? [];
  expect(words?.replaceAll('\\', '')).toBe(wordsOf(slackMessage(out)));
}, 180_000);
