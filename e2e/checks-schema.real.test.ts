import { join } from 'node:path';
import { Finding } from '../lib/checks/finding';
import { checkObjects } from '../lib/checks/run';
import { LIST_KEYS } from '../lib/checks/schema/list-keys';
import { Random } from '../test/checks/random';
import { knownKinds } from '../test/schema';
import { Admission, ApiServer } from './api-server';
import { Crd, upstreamCrds } from './crds';
import { readManifests } from './manifests';
import { Manifest } from './operator';
import { CrdSchema, specimen } from './specimen';
import { spoil } from './spoil';

/** How many objects are asked about, over all kinds; CANARY_ALERTING_OBJECTS says another number. */
const OBJECTS = Number(process.env['CANARY_ALERTING_OBJECTS'] ?? 3000);
const SEED = Number(process.env['CANARY_ALERTING_SEED'] ?? 1);

const { crds, missing } = upstreamCrds();
const kinds = crds.filter(({ spec }) => knownKinds().includes(`${spec.group}/${spec.names.kind}`));
const dist = readManifests(join(__dirname, '../dist'));

let server: ApiServer;

beforeAll(async () => {
  server = await ApiServer.start();
  await server.install(crds);
});
afterAll(() => server.stop());

/** What the checks find wrong with the shape of one object: the family schema, and the one check that tells a part of it better. */
function errorsOf(object: Manifest): Finding[] {
  return checkObjects([object], { only: ['schema', 'routing/receiver'] })
    .filter(({ check, severity, what }) => severity === 'error' && (check !== 'routing/receiver' || what.includes('is defined twice')));
}

/**
 * Where the checks say more than the API server, on purpose. Each has an object that the API server takes, and that does not work.
 */
const CHOICES: readonly { readonly name: string; readonly is: (finding: Finding) => boolean; readonly example: Manifest }[] = [
  {
    name: 'a whole number that is none: Flagger then can read no Canary at all',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is no whole number'),
    example: canary({ maxWeight: 12.5 }),
  },
  {
    name: 'a duration that begins like one: Flagger takes 60 s, or every query fails',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is no duration'),
    example: canary({ interval: '1mx' }),
  },
  {
    name: 'a range that Go reads and Prometheus does not: the query fails',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is no range of PromQL'),
    example: canary({ metrics: [{ name: 'request-duration', interval: '30s1m', thresholdRange: { max: 500 } }] }),
  },
  {
    name: 'a whole number of more than 32 bits: Flagger then can read no Canary at all',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is no whole number of 32 bits'),
    example: { ...canary({}), spec: { ...canary({})['spec'] as object, progressDeadlineSeconds: 99_999_999_999 } },
  },
  {
    name: 'more than 292 years: the controller then can read no Kustomization at all',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is longer than a duration can be'),
    example: { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: 'a' }, spec: { interval: '9999999h', prune: true, sourceRef: { kind: 'GitRepository', name: 'x' } } },
  },
  {
    name: 'a scrapeTimeout above the interval: the operator leaves the monitor out',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is longer than its interval'),
    example: { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata: { name: 'a' }, spec: { selector: {}, podMetricsEndpoints: [{ interval: '5s', scrapeTimeout: '10s' }] } },
  },
  {
    name: 'days of an ExternalSecret: External Secrets cannot read them',
    is: ({ check, what }) => check === 'schema/rule' && what === 'spec.refreshInterval is no duration',
    example: { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec: { refreshInterval: '1d', secretStoreRef: { name: 'x', kind: 'SecretStore' }, data: [{ secretKey: 'a', remoteRef: { key: 'b' } }] } },
  },
  {
    name: 'a webhook without a scheme: it cannot be called',
    is: ({ check, what }) => check === 'schema/rule' && what.endsWith('is no address that can be called'),
    example: canary({ webhooks: [{ name: 'x', url: 'load-tester.shop' }] }),
  },
  {
    name: 'a port that there is not: the Service that Flagger makes of it is refused',
    is: ({ check, what }) => check === 'schema/rule' && what === 'spec.service.port is no port',
    example: canary({}, { port: 99999 }),
  },
  {
    name: 'a resourceVersion: a dry run lets it pass, and the creation is refused',
    is: ({ check, what }) => check === 'schema/value' && what === 'metadata has a resourceVersion',
    example: { ...canary({}), metadata: { name: 'a', resourceVersion: '1' } },
  },
];

function canary(analysis: object, service: object = { port: 80 }): Manifest {
  return {
    apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'a' },
    spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, service, analysis: { interval: '1m', threshold: 1, iterations: 1, ...analysis } },
  };
}

test.each(CHOICES.map((choice) => [choice.name, choice] as const))('what the API server takes, and the checks do not: %s', async (_, { is, example }) => {
  expect(await verdictOf(example)).toEqual({ accepted: true, message: '' });
  const errors = errorsOf(example);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.filter((each) => !is(each))).toEqual([]);
});

test('every kind that the checks know has its CRD here', () => {
  if (missing.length > 0) { console.warn(`not tested: ${missing.join('; ')}`); }
  const known = kinds.map(({ spec }) => `${spec.group}/${spec.names.kind}`);
  // Where a CRD is nowhere to be had, the rest is tested all the same.
  expect({ missing, untested: knownKinds().filter((each) => !known.includes(each)) }).toEqual({ missing, untested: missing.length > 0 ? ['external-secrets.io/ExternalSecret'] : [] });
});

interface Asked extends Admission {
  readonly object: Manifest;
}

describe('an object is refused by the API server exactly when a check of the family schema says an error', () => {
  test.each(kinds.map((crd) => [crd.spec.names.kind, crd] as const))('%s', async (kind, crd) => {
    const random = new Random(SEED * 1000 + kinds.indexOf(crd));
    const most = Math.ceil(OBJECTS / kinds.length);
    // From the schema, which knows nothing of CEL: some are refused.
    const made = await ask(Array.from({ length: Math.ceil(most / 4) }, () => madeOf(crd, random)));
    const good = [...distOf(crd), ...made.filter(({ accepted }) => accepted).map(({ object }) => object)];
    const spoiled = await ask(Array.from({ length: most - made.length }, () => spoiledOf(crd, random.pick(good), random)));
    const asked = [...made, ...spoiled];
    const differences = asked.flatMap(difference);
    const refused = asked.filter(({ accepted }) => !accepted).length;
    if (process.env['CANARY_ALERTING_OBJECTS'] !== undefined) { console.log(`${kind}: ${asked.length} objects, ${refused} refused, ${differences.length} differences`); }
    expect(differences.slice(0, 3)).toEqual([]);
    // Neither all good nor all bad: then nothing would be shown.
    expect(refused).toBeGreaterThan(asked.length / 10);
    expect(refused).toBeLessThan(asked.length * 0.9);
  });
});

function ask(objects: readonly Manifest[]): Promise<Asked[]> {
  return Promise.all(objects.map(async (object) => ({ object, ...await verdictOf(object) })));
}

/** Whether it is taken both ways: created as `kubectl` does it, and applied server-side as Flux does it. */
async function verdictOf(object: Manifest): Promise<Admission> {
  const [created, applied] = await Promise.all([server.dryRun(object), server.dryRunApply(object)]);
  return { accepted: created.accepted && applied.accepted, message: [...new Set([created.message, applied.message])].filter((each) => each !== '').join('; applied: ') };
}

function difference({ object, accepted, message }: Asked): string[] {
  const errors = errorsOf(object);
  const counted = accepted ? errors.filter((finding) => !CHOICES.some(({ is }) => is(finding))) : errors;
  if (accepted === (counted.length === 0)) { return []; }
  return [`API server: ${accepted ? 'accepted' : message}\nchecks: ${counted.map(({ check, field, what }) => `${check} ${field}: ${what}`).join('; ') || 'nothing'}\n${JSON.stringify(object)}`];
}

function versionOf(crd: Crd): { readonly apiVersion: string; readonly schema: CrdSchema } {
  const version = crd.spec.versions.find(({ served }) => served) as Crd['spec']['versions'][number];
  return { apiVersion: `${crd.spec.group}/${version.name}`, schema: version.schema.openAPIV3Schema };
}

function distOf(crd: Crd): Manifest[] {
  const { apiVersion } = versionOf(crd);
  return dist.filter((each) => each['apiVersion'] === apiVersion && each['kind'] === crd.spec.names.kind).map((each) => {
    const { namespace, ...metadata } = each['metadata'] as Record<string, unknown>;
    // Nothing here is about namespaces that do not exist.
    return namespace === undefined ? each : { ...each, metadata };
  });
}

function madeOf(crd: Crd, random: Random): Manifest {
  const { apiVersion, schema } = versionOf(crd);
  return { apiVersion, kind: crd.spec.names.kind, metadata: { name: 'a' }, spec: specimen(schema.properties?.['spec'] ?? {}, random) };
}

function spoiledOf(crd: Crd, object: Manifest, random: Random): Manifest {
  const spoiled = structuredClone(object);
  for (let times = random.pick([1, 1, 1, 1, 2]); times > 0; times--) { spoil(spoiled, versionOf(crd).schema, random); }
  return spoiled;
}

test('the lists whose items are told apart are those of the CRDs', () => {
  const found: Record<string, readonly string[]> = {};
  const collect = (kind: string, node: CrdSchema, place: string): void => {
    if (node['x-kubernetes-list-type'] === 'map' || node['x-kubernetes-list-type'] === 'set') { found[`${kind} ${place}`] = node['x-kubernetes-list-map-keys'] ?? []; }
    for (const [name, below] of Object.entries(node.properties ?? {})) { collect(kind, below, `${place}.${name}`); }
    if (node.items !== undefined) { collect(kind, node.items, `${place}[]`); }
  };
  // The status is dropped, with its lists.
  for (const crd of kinds) { collect(crd.spec.names.kind, versionOf(crd).schema.properties?.['spec'] ?? {}, 'spec'); }
  expect(LIST_KEYS).toEqual(found);
});

test('a resourceVersion is refused when an object is really created', async () => {
  await expect(server.create({ ...canary({}), metadata: { name: 'a', resourceVersion: '1' } })).rejects.toThrow('resourceVersion should not be set on objects to be created');
});

test('all of dist/ is admitted, by the API server and by a server-side apply as Flux does it', async () => {
  const namespaces = [...new Set(dist.map((each) => (each['metadata'] as { readonly namespace?: string }).namespace))];
  for (const name of namespaces) {
    if (name !== undefined && name !== 'default') { await server.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }); }
  }
  const served = dist.filter((object) => missing.length === 0 || !String(object['apiVersion']).startsWith('external-secrets.io/'));
  const answers = await Promise.all(served.flatMap((object) => [
    server.dryRunApply(object),
    // A namespace of a team is there by now, and cannot be created again.
    ...object['kind'] === 'Namespace' ? [] : [server.dryRun(object)],
  ].map(async (answer) => ({ object, answer: await answer }))));
  expect(answers.filter(({ answer }) => !answer.accepted)).toEqual([]);
  expect(answers.length).toBeGreaterThan(50);
});
