import { parseAllDocuments } from 'yaml';
import { SECRETS_FOLDER } from '../../facts/alertmanager';
import { KUBERNETES_YAML } from '../../kubernetes-yaml';
import { CONTENT_ADDRESSES, Wiring, WIRINGS } from './integration-wiring';

type Raw = Readonly<Record<string, unknown>>;

/** An integration whose messages end at a stand-in. */
export interface Redirected {
  /** Its number, which the path of its stand-in begins with. */
  readonly id: number;
  readonly receiver: string;
  /** What it is in the manifests: `slack`, `msteamsv2`, … */
  readonly service: string;
  /** What it is played as: the same, or `webhook` where its address cannot be set. */
  readonly playedAs: string;
  /** Its place among the receiver's integrations of that service. */
  readonly index: number;
  /** What the manifests say of it, and of `global`, before anything was replaced. */
  readonly entry: Raw;
  readonly global: Raw;
}

/** A configuration of Alertmanager none of whose messages leaves loopback. */
export interface Redirection {
  readonly config: Raw;
  readonly integrations: readonly Redirected[];
  /** What is not played as it stands in the manifests, and why. */
  readonly said: readonly string[];
}

/** Where the stand-ins are: `http` without a slash at its end, `smtp` as host:port. */
export interface StandIns {
  readonly http: string;
  readonly smtp: string;
}

/** The parts of a configuration that send nothing by themselves; `tracing` and `event_recorder` do, and are left out. */
const PARTS = ['route', 'inhibit_rules', 'templates', 'time_intervals', 'mute_time_intervals'];

/** The fields of `global` that change what is sent, not where. */
const GLOBAL_PARTS = ['resolve_timeout', 'smtp_from', 'wechat_api_corp_id'];

/** Whether messages say that an alert is over where the entry says nothing: these do not (prometheus/alertmanager v0.34.2 config/notifiers.go). */
const SILENT_ABOUT_THE_END = ['email', 'rocketchat', 'slack', 'wechat'];

/** What the plan has in the place of a Secret's value. */
const SECRET_KEY = /^secret-key:([^/]+)\/([^/]+)\/(.+)$/;

/**
 * Lets every integration of every receiver send to a stand-in of its own path, `/<id>`, and puts a tap beside each: a webhook at
 * `/tap/<id>` that is told exactly which alerts were in a notification. Everything that names another address, or a secret, is
 * replaced or left out. What Alertmanager would refuse, such as an integration without any address, stays refusable.
 *
 * @param text The text of alertmanager.yaml.
 */
export function redirect(text: string, standIns: StandIns): Redirection {
  const config = mapping(parseAllDocuments(text, KUBERNETES_YAML)[0]?.toJS());
  const global = mapping(config['global']);
  const integrations: Redirected[] = [];
  const said = new Set<string>();
  const receivers = list(config['receivers']).map((receiver) => {
    const { name } = mapping(receiver);
    const sections: Record<string, unknown[]> = {};
    const taps: unknown[] = [];
    for (const [section, entries] of Object.entries(mapping(receiver))) {
      if (!section.endsWith('_configs')) { continue; }
      const service = section.slice(0, -'_configs'.length);
      list(entries).forEach((each, index) => {
        const entry = mapping(each);
        const wiring = WIRINGS[service];
        const playedAs = wiring?.playable === true ? service : 'webhook';
        const redirected = { id: integrations.length, receiver: String(name), service, playedAs, index, entry: readable(entry), global: readable(global) };
        integrations.push(redirected);
        const sendResolved = typeof entry['send_resolved'] === 'boolean' ? entry['send_resolved'] : !SILENT_ABOUT_THE_END.includes(service);
        const wired = wiring?.playable === true ? rewired(entry, global, wiring, redirected.id, standIns) : { url: `${standIns.http}/${redirected.id}` };
        if (playedAs !== service) { said.add(`${section} of receiver "${String(name)}": ${wiring?.why ?? 'this drill does not know it'}; played as a webhook`); }
        for (const note of notes(entry, global, wiring)) { said.add(`${section} of receiver "${String(name)}": ${note}`); }
        (sections[`${playedAs}_configs`] ??= []).push({ ...wired, send_resolved: sendResolved });
        taps.push({ url: `${standIns.http}/tap/${redirected.id}`, send_resolved: sendResolved });
      });
    }
    // Taps come last: the places of the others, by which Alertmanager remembers what it has sent, stay.
    return { name, ...sections, ...(taps.length > 0 && { webhook_configs: [...(sections['webhook_configs'] ?? []), ...taps] }) };
  });
  for (const part of ['tracing', 'event_recorder']) { if (part in config) { said.add(`${part} is left out: it sends elsewhere`); } }
  return {
    config: {
      global: Object.fromEntries(Object.entries(global).filter(([field]) => GLOBAL_PARTS.includes(field))),
      ...Object.fromEntries(PARTS.flatMap((part) => part in config ? [[part, config[part]]] : [])),
      ...('receivers' in config && { receivers }),
    },
    integrations,
    said: [...said],
  };
}

/** An entry of a receiver whose address and secrets are the stand-in's. */
function rewired(entry: Raw, global: Raw, wiring: Wiring, id: number, standIns: StandIns): Raw {
  const isGiven = (field: string): boolean => present(entry[field]) || present(entry[`${field}_file`]);
  const isInherited = (field: string): boolean => (wiring.inherits?.[field] ?? []).some((each) => present(global[each]) || present(global[`${each}_file`]));
  const kept = Object.entries(entry).filter(([field]) => !isConnection(field, wiring)).map(([field, value]) => [field, withoutSecrets(value)]);
  const secrets = Object.entries(wiring.secrets ?? {}).filter(([field]) => isGiven(field) || isInherited(field)).map(([, [written, value]]) => [written, value]);
  const address = (wiring.needsOneOf ?? []).length === 0 || (wiring.needsOneOf ?? []).some((field) => isGiven(field) || isInherited(field));
  return {
    ...Object.fromEntries([...kept, ...secrets]),
    ...(address && { ...wiring.address(id, standIns, entry), ...wiring.always }),
  };
}

/** Whether a field says how to reach a service, or is a secret: those are not kept. */
function isConnection(field: string, wiring: Wiring): boolean {
  if (/_file$|^(http_config|tls_config|sigv4|proxy_.*|no_proxy)$/.test(field)) { return true; }
  if (wiring.secrets?.[field] !== undefined || wiring.drops?.includes(field) === true) { return true; }
  return /(^|_)url$/.test(field) && !CONTENT_ADDRESSES.includes(field);
}

function notes(entry: Raw, global: Raw, wiring: Wiring | undefined): string[] {
  return (wiring?.notes ?? []).filter(({ when }) => when(entry, global)).map(({ note }) => note);
}

/** No value of a secret, also where a field holds one that nobody expects there. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutSecrets); }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([field]) => !/_file$/.test(field)).map(([field, each]) => [field, withoutSecrets(each)]));
  }
  return typeof value === 'string' && SECRET_KEY.test(value) ? 'stand-in' : value;
}

/** The plan's word for a key of a Secret as the file that it would be: whoever names a channel knows those. */
function readable(entry: Raw): Raw {
  return Object.fromEntries(Object.entries(entry).map(([field, value]) => {
    const [, , name, key] = (typeof value === 'string' ? SECRET_KEY.exec(value) : null) ?? [];
    return [field, name === undefined ? value : `${SECRETS_FOLDER}/${name}/${key}`];
  }));
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function mapping(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Raw : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
