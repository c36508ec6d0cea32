import { Chat } from './chat';

let chat: Chat;

beforeEach(async () => { chat = await Chat.start(); });
afterEach(async () => { await chat.stop(); });

async function post(path: string, body: string): Promise<number> {
  const response = await fetch(chat.url(path), { method: 'POST', body });
  await response.text();
  return response.status;
}

test('keeps what it gets, with its time and its path', async () => {
  const before = Date.now();
  await post('/slack-on-call/address', '{"channel":"#a"}');
  await post('/plain', 'hello');
  expect(chat.messages).toEqual([
    { at: expect.any(Number), path: '/slack-on-call/address', body: { channel: '#a' }, status: 200 },
    { at: expect.any(Number), path: '/plain', body: 'hello', status: 200 },
  ]);
  expect(chat.messages[0]?.at).toBeGreaterThanOrEqual(before);
});

test('refuses a number of times, and hears only what it accepted', async () => {
  chat.refuse(500, 2);
  expect([await post('/a', '1'), await post('/a', '2'), await post('/a', '3')]).toEqual([500, 500, 200]);
  expect(chat.heard('/a').map(({ body }) => body)).toEqual([3]);
});

test('hears what comes later', async () => {
  const heard = chat.hear(({ body }) => body === 2);
  await post('/', '1');
  await post('/', '2');
  expect(await heard).toMatchObject({ body: 2 });
});

test('says what came instead of what it waits for', async () => {
  await post('/', '"other"');
  await expect(chat.hear(({ body }) => body === 'this', 50)).rejects.toThrow(/no such message within 50 ms.*other/s);
});
