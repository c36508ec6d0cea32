import { flagger } from '../lib';
import { faults } from '../test/flagger/webhook-schema';
import { run } from './run';

interface Post {
  readonly canary: object;
  readonly webhook: { readonly name: string; readonly type: string; readonly metadata?: { readonly [name: string]: string }; readonly timeout?: string; readonly retries?: number };
  readonly phase?: string;
  readonly message?: string;
  readonly eventType?: string;
  readonly status: number;
  /** After how many seconds it is answered. */
  readonly delay?: number;
}

/** What Flagger itself posts, and whether it takes the answer for a failure. */
function posted(posts: readonly Post[]): { readonly failed: boolean; readonly payload: flagger.WebhookPayload; readonly requests: number; readonly seconds: number }[] {
  const input = posts.map((post) => `${JSON.stringify({ post })}\n`).join('');
  return run('flagger-oracle', [], { input }).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { error?: string; text: string; requests: number; took: number })
    .map(({ error, text, requests, took }) => ({ failed: error !== undefined, payload: JSON.parse(text) as flagger.WebhookPayload, requests, seconds: Math.round(took) }));
}

const canaryIn = (phase: string): object => ({
  metadata: { name: 'podinfo', namespace: 'shop' }, spec: { targetRef: { name: 'web' } }, status: { phase, lastAppliedSpec: '5f8fd4f8b5', trackedConfigs: { a: 'b' } },
});
const phases = ['', ...Object.values(flagger.CanaryPhase)];

describe('what Flagger posts to a webhook', () => {
  test('is what the schema and the type say of an event, in every phase', () => {
    const event = { name: 'events', type: 'event', metadata: { team: 'shop', eventType: 'mine' } };
    const posts = phases.map((phase) => ({ canary: canaryIn(phase), webhook: event, message: 'Halt podinfo.shop advancement', eventType: 'Warning', status: 202 }));
    const answers = posted(posts);
    expect(answers.map(({ payload }) => faults('event', payload))).toEqual(phases.map(() => []));
    expect(answers.map(({ payload }) => payload.phase)).toEqual(phases);
    expect(answers[1]?.payload).toEqual({
      name: 'podinfo',
      namespace: 'shop',
      phase: 'Initializing',
      checksum: expect.stringMatching(/^\w+$/) as string,
      metadata: { team: 'shop', eventMessage: 'Halt podinfo.shop advancement', eventType: 'Warning', timestamp: expect.stringMatching(/^\d{13}$/) as string },
    });
  });

  test('is what the schema says of every other call, with metadata and without', () => {
    const types = Object.values(flagger.WebhookType).filter((type) => type !== flagger.WebhookType.EVENT);
    const answers = posted(types.flatMap((type) => [{}, { metadata: { cmd: 'true' } }].map((more) => ({
      canary: canaryIn('Progressing'), webhook: { name: 'w', type, ...more }, phase: 'Succeeded', status: 200,
    }))));
    expect(answers).toHaveLength(2 * types.length);
    expect(answers.map(({ payload }) => faults('call', payload))).toEqual(answers.map(() => []));
    expect(new Set(answers.map(({ payload }) => payload.phase))).toEqual(new Set(['Succeeded']));
  });

  test('takes an answer of at most 202 for a success, and 204 for a failure', () => {
    const statuses = [200, 201, 202, 204, 400, 403, 404];
    const answers = posted(statuses.map((status) => ({ canary: canaryIn('Progressing'), webhook: { name: 'w', type: 'rollout' }, phase: 'Progressing', status })));
    expect(answers.map(({ failed }) => failed)).toEqual([false, false, false, true, true, true, true]);
  });

  test('waits ten seconds for an answer unless it is told how long, each time anew; what is answered below 500 is not asked again', () => {
    const call = (webhook: object, status: number, delay = 0): Post => ({ canary: canaryIn('Progressing'), webhook: { name: 'w', type: 'rollout', ...webhook }, phase: 'Progressing', status, delay });
    const answers = posted([call({}, 200, 30), call({ timeout: '2s' }, 200, 30), call({ timeout: '2s', retries: 1 }, 200, 30), call({ retries: 2 }, 500), call({ retries: 2 }, 403), call({ retries: 2 }, 200)]);
    expect(answers.map(({ failed, requests, seconds }) => [failed, requests, seconds])).toEqual([[true, 1, 10], [true, 1, 2], [true, 2, 5], [true, 3, 3], [true, 1, 0], [false, 1, 0]]);
  });
});
