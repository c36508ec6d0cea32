import { Queue } from '../../../lib/drill/process/queue';

const never = new AbortController().signal;
const soon = (): Promise<void> => new Promise((later) => { setImmediate(later); });

test('lets in as many as there is room for, then the one that takes longest', async () => {
  const queue = new Queue(1);
  const order: string[] = [];
  const first = await queue.enter(1, never);
  const entering = [['short', 1], ['long', 9], ['middle', 5]].map(async ([name, weight]) => {
    const leave = await queue.enter(weight as number, never);
    order.push(name as string);
    leave();
  });
  await soon();
  expect(order).toEqual([]);
  first();
  first();
  await Promise.all(entering);
  expect(order).toEqual(['long', 'middle', 'short']);
});

test('a place that was given back once is free once', async () => {
  const queue = new Queue(1);
  const leave = await queue.enter(1, never);
  leave();
  leave();
  await queue.enter(1, never);
  let entered = false;
  void queue.enter(1, never).then(() => { entered = true; });
  await soon();
  expect(entered).toBe(false);
});

test('who does not wait any longer takes no place', async () => {
  const queue = new Queue(1);
  const leave = await queue.enter(1, never);
  const abort = new AbortController();
  const given = queue.enter(9, abort.signal);
  abort.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  await expect(queue.enter(9, abort.signal)).rejects.toThrow('enough');
  const next = queue.enter(1, never);
  leave();
  await expect(next).resolves.toBeInstanceOf(Function);
});
