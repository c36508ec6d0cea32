import { flagger } from '../../lib';
import { faults, WEBHOOK_SCHEMA } from './webhook-schema';

const event = {
  name: 'podinfo',
  namespace: 'shop',
  phase: flagger.CanaryPhase.FAILED,
  checksum: '85d557f47b',
  metadata: { eventMessage: 'Canary failed! Scaling down podinfo.shop', eventType: 'Warning', timestamp: '1578607635167', team: 'shop' },
} satisfies flagger.WebhookPayload & { readonly metadata: flagger.EventMetadata };

describe('the schema of Flagger\'s webhooks', () => {
  test('knows the phases that the enum has', () => {
    expect(WEBHOOK_SCHEMA.$defs.call.properties.phase.enum).toEqual(['', ...Object.values(flagger.CanaryPhase)]);
  });

  test('takes an event, and a call without metadata', () => {
    expect(faults('event', event)).toEqual([]);
    expect(faults('call', JSON.parse(JSON.stringify({ ...event, metadata: undefined })))).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['an event without metadata', { metadata: undefined }, ' must have required property \'metadata\''],
    ['an event without its message', { metadata: { eventType: 'Normal', timestamp: '1' } }, '/metadata must have required property \'eventMessage\''],
    ['another type', { metadata: { ...event.metadata, eventType: 'Error' } }, '/metadata/eventType must be equal to one of the allowed values'],
    ['a time as a number', { metadata: { ...event.metadata, timestamp: 1 } }, '/metadata/timestamp must be string'],
    ['a phase that does not exist', { phase: 'Paused' }, '/phase must be equal to one of the allowed values'],
    ['no name', { name: undefined }, ' must have required property \'name\''],
  ])('refuses %s', (_, change, fault) => {
    expect(faults('event', JSON.parse(JSON.stringify({ ...event, ...change })))).toContain(fault);
  });
});
