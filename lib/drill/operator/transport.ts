import { fields } from './fields';
import { Monitor, referenceOf } from './monitor';
import { endpointsOf, TRANSPORT_FIELDS } from './scrape-job';

/** What the monitors say of the way to their targets, and the drill leaves out: its stand-ins are on loopback, without TLS or passwords. */
export function droppedTransport(monitors: readonly Monitor[]): string[] {
  return monitors.flatMap((monitor) => {
    const dropped = new Set(endpointsOf(monitor).flatMap((endpoint) => TRANSPORT_FIELDS.filter((field) => isSet(field, fields(endpoint)[field]))));
    return dropped.size === 0 ? [] : [`${referenceOf(monitor)} is scraped without ${[...dropped].join(', ')}: the stand-in for Flagger is on loopback, and asks for nothing`];
  });
}

function isSet(field: string, value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(field === 'scheme' && String(value).toLowerCase() === 'http');
}
