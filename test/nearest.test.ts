import { nearest } from '../lib/nearest';

describe('nearest', () => {
  test.each([
    ['a letter too few', 'sinth', 'synth'],
    ['two letters swapped', 'synht', 'synth'],
    ['upper case', 'SYNTH', 'synth'],
    ['a letter too many', '--ouptput', '--output'],
    ['nothing like it', 'deploy', undefined],
    ['nothing at all', '', undefined],
  ])('%s: %s', (_, word, meant) => {
    expect(nearest(word, ['synth', 'help', '--output', '--app'])).toBe(meant);
  });
});
