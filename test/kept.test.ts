import { Kept } from '../lib/kept';

function counting(size: number): { ask: (question: number) => string; readonly made: number[] } {
  const kept = new Kept<string>(size);
  const made: number[] = [];
  return { ask: (question) => kept.get(String(question), () => { made.push(question); return `answer ${question}`; }), made };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('an answer is made once', () => {
  const { ask, made } = counting(10);
  expect([1, 2, 1, 2].map(ask)).toEqual(['answer 1', 'answer 2', 'answer 1', 'answer 2']);
  expect(made).toEqual([1, 2]);
});

test('as many as fit are made once, however often all of them are asked again', () => {
  const { ask, made } = counting(1_000);
  for (let round = 0; round < 5; round++) { upTo(1_000).forEach(ask); }
  expect(made).toHaveLength(1_000);
});

test('what was asked last is kept, whatever came before', () => {
  const { ask, made } = counting(1_000);
  upTo(5_500).forEach(ask);
  made.length = 0;
  upTo(5_500).slice(-1_000).forEach(ask);
  expect(made).toEqual([]);
});

test('no more are kept than fit twice', () => {
  const { ask, made } = counting(1_000);
  upTo(10_000).forEach(ask);
  made.length = 0;
  upTo(8_000).forEach(ask);
  expect(made).toHaveLength(8_000);
});
