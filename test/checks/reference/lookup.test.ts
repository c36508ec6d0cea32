import { Names } from '../../../lib/checks/reference/lookup';

interface Place { readonly name: string; readonly namespace: string | undefined }

const names = (...all: string[]): Names<Place> => new Names<Place>(all.map((each) => ({ name: each, namespace: 'a' })));

describe('a name that was probably meant', () => {
  test.each([
    ['a letter missing', 'slack-deployment', 'slack-deployments'], ['letters swapped', 'salck', 'slack'], ['other joints', 'slack_hook', 'slack-hook'], ['a capital', 'Slack', 'slack'],
  ])('%s', (_, written, meant) => { expect(names('other', meant).near('a', written)).toBe(meant); });

  test.each([
    ['another team of the family', 'slack-team-a', 'slack-team-b'], ['another number', 'shard1', 'shard2'], ['another environment', 'slack-dev', 'slack-prd'], ['another word', 'slack-alerts', 'slack-deploys'], ['a word more', 'slack', 'slack-hook'],
  ])('none for %s', (_, written, other) => { expect(names(other).near('a', written)).toBeUndefined(); });

  test('none in another namespace', () => { expect(names('slack').near('b', 'salck')).toBeUndefined(); });

  test('none among many that differ in one word', () => {
    expect(names(...Array.from({ length: 60 }, (_, index) => `shop-${'abcdefgh'[index % 8]}word${'ijklmnop'[index >> 3]}`)).near('a', 'shop-awordz')).toBeUndefined();
  });
});
