import { CONFIG_KEY, GLOBAL_SECRET_FIELDS, HTTP_SECRET_FIELDS, SECRET_FIELDS } from '../facts/alertmanager';
import { CREDENTIAL_FORMS, isFilledIn, isPlaceholder, isPlainAddress, MAY_HOLD_CREDENTIAL } from '../facts/credentials';
import { ADDRESS, TOKEN } from '../facts/secret-keys';
import { Path, valueAt } from './document';
import { everything, textsIn } from './everything';
import { Located } from './located';
import { ManifestObject, World } from './world';

/** A place that holds a credential, or what stands for one. */
export interface Credential {
  readonly at: Located;
  /** The field's name. */
  readonly field: string;
  /** What it is, with its article. */
  readonly name: string;
  /** Whether it is the text of somebody who meant to write the credential later. */
  readonly placeholder: boolean;
  /** What to write instead. */
  readonly fix: string;
}

/** Where a program reads a credential, and what else could be written there. */
interface Place {
  readonly name: string;
  readonly fix: string;
  /** Whether it is an address, which may lead to a place inside the cluster. */
  readonly address: boolean;
  /** Whether the text itself says that it is a secret, or only its form can. */
  readonly byForm: boolean;
}

const KEEP_SECRET = 'an ExternalSecret, a SealedSecret, or this Secret encrypted with SOPS';
const FROM_SECRET = 'put it into a Secret (ExternalSecret, SealedSecret or SOPS) and refer to it';

const known = new WeakMap<World, readonly Credential[]>();

/** Every credential of the manifests, one for each place, in the order of the documents. */
export function credentialsIn(world: World): readonly Credential[] {
  const search = new Search(world);
  const found = known.get(world) ?? everything(world).filter((root) => root.at('kind').text !== 'CustomResourceDefinition').flatMap((root) => search.in(root, root));
  known.set(world, found);
  return found;
}

class Search {
  private readonly webhookSecrets: ReadonlySet<string>;

  public constructor(world: World) {
    this.webhookSecrets = webhookSecretsOf(world);
  }

  public in(root: Located, owner: Located): Credential[] {
    const isSecret = root instanceof ManifestObject && root.is('', 'Secret');
    return textsIn(root, (text, step) => isSecret || mayHold(text, step)).flatMap(({ path, value }) => this.inText(root, owner, path, value));
  }

  private inText(root: Located, owner: Located, path: Path, text: string): Credential[] {
    const at = (): Located => root.at(...path);
    const place = this.placeOf(root, owner, path, text);
    if (place?.fix === ENCODED) { return this.encoded(at(), text, nameOf(path), root instanceof ManifestObject && this.webhookSecrets.has(`${root.namespace}/${root.name}`)); }
    if (text.includes('\n') && MAY_HOLD_FIELD.test(text) && !text.trimStart().startsWith('{')) {
      const inside = at().embedded().filter((each) => each.entries.length > 0);
      if (inside.length > 0) { return inside.flatMap((each) => this.in(each, owner)); }
    }
    const field = nameOf(path);
    const fix = place?.fix ?? (/slack|teams/i.test(field) && root.at('kind').text === undefined ? FLAGGER_ENV : FROM_SECRET);
    const byForm = formsIn(text).map(({ name, offset, placeholder }): Credential => ({ at: offset === 0 ? at() : at().from(offset), field, name, placeholder, fix }));
    // What is only described somewhere is nothing that a program reads.
    const certain = byForm.filter(({ placeholder }) => !placeholder || place !== undefined);
    if (certain.length > 0) { return certain; }
    if (place === undefined || isFilledIn(text)) { return []; }
    if (isPlaceholder(text)) { return [{ at: at(), field, name: place.name, placeholder: true, fix: place.fix }]; }
    return place.byForm || (place.address && isPlainAddress(text)) ? [] : [{ at: at(), field, name: place.name, placeholder: false, fix: place.fix }];
  }

  /** A base64 text has no places of its own inside: what is found first stands for all of it. */
  private encoded(at: Located, text: string, field: string, ofWebhook: boolean): Credential[] {
    const plain = decoded(text);
    if (plain === undefined) { return []; }
    const place = secretKeyPlace(field, ofWebhook);
    const [form] = formsIn(plain);
    const inside = form === undefined && plain.includes('\n') && MAY_HOLD_FIELD.test(plain)
      ? at.document.embedded(at.path, (each) => decoded(each) ?? '').flatMap((document) => this.in(new Located(document, [], at.object), at)) : [];
    const [first] = [
      ...(form === undefined ? [] : [{ name: form.name, placeholder: form.placeholder }]), ...inside,
      ...(place === undefined || isFilledIn(plain) || (!isPlaceholder(plain) && (place.byForm || (place.address && isPlainAddress(plain)))) ? [] : [{ name: place.name, placeholder: isPlaceholder(plain) }]),
    ];
    return first === undefined ? [] : [{ name: first.name, placeholder: first.placeholder, at, field, fix: KEEP_SECRET }];
  }

  private placeOf(root: Located, owner: Located, path: Path, text: string): Place | undefined {
    const rel = path;
    const field = String(rel.at(-1));
    const section = String(rel.at(-3));
    return alertmanagerPlace(field, section, String(rel.at(-2)), rel) ?? this.objectPlace(root, rel, field, text) ?? valuesPlace(root, owner, rel, field, text) ?? variablePlace(root, rel, field, text);
  }

  private objectPlace(root: Located, rel: Path, field: string, text: string): Place | undefined {
    if (!(root instanceof ManifestObject)) { return undefined; }
    if (root.is('flagger.app', 'AlertProvider') && isWay(rel, 'spec', 'address')) { return { name: 'the address of the notification\'s receiver', fix: 'secretRef, in place of address: the Secret\'s key is "address"', address: true, byForm: false }; }
    if (root.is('notification.toolkit.fluxcd.io', 'Provider') && isWay(rel, 'spec', 'address')) {
      return { name: 'the address of the notification\'s receiver', fix: 'secretRef, and the Secret\'s key "address"', address: true, byForm: !WEBHOOK_TYPES.has(root.spec.at('type').text ?? '') };
    }
    if (root.is('flagger.app', 'MetricTemplate') && isWay(rel, 'spec', 'provider', 'address')) { return { name: 'the metric provider\'s address', fix: 'spec.provider.secretRef', address: true, byForm: true }; }
    if (root.is('flagger.app', 'Canary') && rel[2] === 'webhooks') {
      if (field === 'url') { return { name: 'the webhook\'s address', fix: 'the address of a service inside the cluster: Flagger reads no Secret for webhooks', address: true, byForm: true }; }
      return rel[4] === 'metadata' && /passw(?:or)?d|token|api[-_]?key/i.test(field) ? { name: 'a password or token', fix: 'let the webhook\'s receiver have it: Flagger reads no Secret for webhooks', address: false, byForm: false } : undefined;
    }
    return root.is('', 'Secret') ? this.secretPlace(root, rel, field, text) : undefined;
  }

  private secretPlace(secret: ManifestObject, [part, key, ...further]: Path, field: string, text: string): Place | undefined {
    if (further.length > 0 || (part !== 'data' && part !== 'stringData') || typeof key !== 'string' || text.startsWith('ENC[') || secret.at('type').text === 'helm.sh/release.v1') { return undefined; }
    const placeholderIsRight = { ...secret.annotations, ...secret.labels }['kustomize.toolkit.fluxcd.io/ssa'] === 'IfNotPresent';
    if (placeholderIsRight && isPlaceholder(part === 'data' ? decoded(text) ?? '' : text)) { return undefined; }
    if (part === 'data') { return { name: '', fix: ENCODED, address: false, byForm: true }; }
    return secretKeyPlace(field, this.webhookSecrets.has(`${secret.namespace}/${secret.name}`));
  }
}

/** Whether a text can hold anything, by its form, what is written in it, or its field's name: hardly any does, and every text is asked. */
function mayHold(text: string, step: string | number | undefined): boolean {
  return (typeof step === 'string' && mayBePlace(step)) || MAY_HOLD_CREDENTIAL.test(text) || (text.includes('\n') && MAY_HOLD_FIELD.test(text));
}

/** What the name of each field has that a program reads a credential from, outside of a Secret. */
const PLACE = /url|address|token|passw|key|secret|credentials|webhook|^value$/i;
const MAY_BE_PLACE = new Map<string, boolean>();

/** Whether a field of that name may hold a credential. Names are few. */
export function mayBePlace(field: string): boolean {
  let is = MAY_BE_PLACE.get(field);
  if (is === undefined) {
    is = PLACE.test(field);
    if (MAY_BE_PLACE.size < 10_000) { MAY_BE_PLACE.set(field, is); }
  }
  return is;
}

function isWay(rel: Path, ...steps: readonly string[]): boolean {
  return rel.length === steps.length && rel.every((step, index) => step === steps[index]);
}

const ENCODED = 'base64';
const FLAGGER_ENV = 'env: [{ name: SLACK_URL, valueFrom: { secretKeyRef: … } }] in the values of Flagger\'s chart, and a Secret';
const MAY_HOLD_FIELD = /:\/\/|token|password|key|secret|xox|PRIVATE|earer/i;
const WEBHOOK_TYPES: ReadonlySet<string> = new Set(['slack', 'discord', 'msteams', 'rocket', 'googlechat', 'lark']);

function secretKeyPlace(field: string, ofWebhook: boolean): Place | undefined {
  if (field === CONFIG_KEY) { return undefined; }
  if (field === ADDRESS && ofWebhook) { return { name: 'the address of the notification\'s receiver', fix: KEEP_SECRET, address: true, byForm: false }; }
  if (field === ADDRESS) { return { name: 'an address', fix: KEEP_SECRET, address: true, byForm: true }; }
  if (field === TOKEN || /(?:^|[-_.])(?:password|passwd|token|secret|api[-_]?key|app(?:lication)?[-_]?key|(?:routing|service|integration|query|private|access|license)[-_]?key)$|(?:Password|Token|ApiKey|Secret)$|^\.dockerconfigjson$/.test(field)) {
    return { name: field === '.dockerconfigjson' ? 'the credentials of a registry' : 'a password, token or key', fix: KEEP_SECRET, address: false, byForm: false };
  }
  return /webhook|(?:^|[-_])url$/i.test(field) ? { name: 'an address', fix: KEEP_SECRET, address: true, byForm: true } : undefined;
}

function alertmanagerPlace(field: string, section: string, parent: string, rel: Path): Place | undefined {
  const file = (name: string, instead: string | undefined): Place => ({
    name, address: /url$/.test(field), byForm: field === 'url',
    fix: instead === undefined ? FROM_SECRET : `${instead}: /etc/alertmanager/secrets/<secret>/<key>, and the Secret's name in alertmanagerSpec.secrets`,
  });
  const fields = Object.hasOwn(SECRET_FIELDS, section) ? SECRET_FIELDS[section] : undefined;
  if (fields !== undefined && Object.hasOwn(fields, field)) { return file(/url$/.test(field) ? 'the address of the receiver' : 'a token or key', fields[field]); }
  if (parent === 'global' && Object.hasOwn(GLOBAL_SECRET_FIELDS, field)) { return file(/url$/.test(field) ? 'the address of the receiver' : 'a password, token or key', GLOBAL_SECRET_FIELDS[field]); }
  if (field === 'secrets' || !Object.hasOwn(HTTP_SECRET_FIELDS, field)) { return undefined; }
  const inHttp = rel.some((step) => step === 'http_config' || step === 'basic_auth' || step === 'authorization' || step === 'oauth2' || step === 'tls_config');
  return inHttp ? file('a password, token or key', HTTP_SECRET_FIELDS[field]) : undefined;
}

/** Helm values: only the name says what it is. */
function valuesPlace(root: Located, owner: Located, rel: Path, field: string, text: string): Place | undefined {
  const isValues = (root instanceof ManifestObject && root.is('helm.toolkit.fluxcd.io', 'HelmRelease') && rel[0] === 'spec' && rel[1] === 'values')
    || (!(root instanceof ManifestObject) && (root.at('alertmanager').exists || root.at('prometheus').exists || root.at('grafana').exists || root.at('meshProvider').exists || root.at('metricsServer').exists)
      && (owner === root || (owner instanceof ManifestObject && !owner.is('', 'Secret'))));
  if (!isValues) { return undefined; }
  if ((field === 'url' && /^(?:slack|msteams)$/.test(String(rel.at(-2)))) || field === 'eventWebhook') {
    return text.trim() === '' ? undefined : { name: 'the address of the receiver', fix: FLAGGER_ENV, address: true, byForm: true };
  }
  const named = /^(?:admin|smtp|auth|db|root|user)?[-_]?(?:password|passwd)$|^(?:api|app|routing|service|integration|auth|bot|bearer)[-_]?(?:key|token)$|^token$|^client[-_]?secret$/i.test(field);
  const siblings = Object.keys(Object(valueAt(root.value, rel.slice(0, -1))) as object);
  if (!named || text.trim() === '' || siblings.some((each) => /existingSecret|secretName|secretKeyRef|secretRef/i.test(each)) || /^[a-z]+(?:[-_.][a-z]+)*[-_.](?:password|token|key|secret)$/.test(text)) { return undefined; }
  return { name: 'a password, token or key', fix: `a reference to a Secret in place of ${field} (existingSecret, valuesFrom or the like)`, address: false, byForm: false };
}

function variablePlace(root: Located, rel: Path, field: string, text: string): Place | undefined {
  if (field !== 'value' || rel.at(-3) !== 'env') { return undefined; }
  const name = valueAt(root.value, [...rel.slice(0, -1), 'name']);
  const secret = typeof name === 'string' && /(?:^|_)(?:PASSWORD|PASSWD|TOKEN|SECRET|API_?KEY|ROUTING_KEY)$/.test(name) && text.length >= 8 && !text.startsWith('/');
  return secret ? { name: 'a password, token or key', fix: 'valueFrom: { secretKeyRef: { name: …, key: … } }', address: false, byForm: false } : undefined;
}

interface Form { readonly name: string; readonly offset: number; readonly placeholder: boolean }

function formsIn(text: string): Form[] {
  if (!MAY_HOLD_CREDENTIAL.test(text)) { return []; }
  const taken: [number, number][] = [];
  // matchAll makes an expression of its own each time, and hardly a text has any of the forms.
  return CREDENTIAL_FORMS.flatMap(({ name, form }) => text.search(form) < 0 ? [] : [...text.matchAll(form)].flatMap((match): Form[] => {
    const [from, to] = [match.index, match.index + match[0].length];
    if (isFilledIn(match[0]) || taken.some(([begin, end]) => from < end && to > begin)) { return []; }
    taken.push([from, to]);
    return [{ name, offset: from, placeholder: isPlaceholder(match[0]) }];
  })).sort((a, b) => a.offset - b.offset);
}

/** The Secrets whose key `address` is the URL of a webhook. */
function webhookSecretsOf(world: World): ReadonlySet<string> {
  const providers = [...world.of('flagger.app', 'AlertProvider'), ...world.of('notification.toolkit.fluxcd.io', 'Provider').filter((each) => WEBHOOK_TYPES.has(each.spec.at('type').text ?? ''))];
  return new Set(providers.map((each) => `${each.namespace}/${each.spec.at('secretRef', 'name').text ?? ''}`));
}

function nameOf(path: Path): string {
  return String([...path].reverse().find((step) => typeof step === 'string') ?? 'the text');
}

function decoded(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) { return undefined; }
  const plain = Buffer.from(compact, 'base64').toString('utf8');
  return /\ufffd|\0/.test(plain) ? undefined : plain;
}
