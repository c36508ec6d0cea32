import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until there is an answer.
 *
 * @param what What is waited for, in words: the beginning of the error.
 * @param ask Gives undefined or false while it is not there.
 * @param within How many seconds to wait.
 * @param seen What there is instead; the end of the error.
 * @throws When there is none in time.
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, within = 60, seen: () => unknown = () => undefined): Promise<T> {
  for (const deadline = Date.now() + within * 1000; ;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) { return answer; }
    if (Date.now() > deadline) { throw new Error(`${what}: not after ${within} s; there is ${JSON.stringify(await seen(), null, 1)}`); }
    await sleep(200);
  }
}
