import { AddressForm, PROVIDER_NEEDS, ProviderNeeds } from '../../facts/flux-provider-needs';
import { isFilledIn, isPlaceholder } from '../../facts/credentials';
import { Check, Report } from '../check';
import { ManifestObject, World } from '../world';

const NEEDS: { readonly [type: string]: ProviderNeeds } = PROVIDER_NEEDS;

/** Paths without which an API does not answer: Flux adds nothing to the address. */
const PATHS: { readonly [type: string]: { readonly path: RegExp; readonly example: string } } = {
  alertmanager: { path: /\/api\/v2\/alerts\/?$/, example: 'http://alertmanager-operated.monitoring:9093/api/v2/alerts/' },
  grafana: { path: /\/api\/annotations\/?$/, example: 'https://grafana.example.com/api/annotations' },
};

/** What a type of Provider needs, and the CRD does not ask for: it is found at the first event, which is lost. */
export const provider: Check = {
  id: 'flux/provider',
  run: (world, report) => {
    for (const each of world.of('notification.toolkit.fluxcd.io', 'Provider')) {
      const type = each.spec.at('type').text ?? '';
      const needs = Object.hasOwn(NEEDS, type) ? NEEDS[type] : undefined;
      if (needs === undefined) { continue; }
      checkNeeds(each, type, needs, report);
      checkAddress(each, type, needs, report);
      checkSecret(world, each, report);
    }
  },
};

function checkNeeds({ spec, reference }: ManifestObject, type: string, needs: ProviderNeeds, report: Report): void {
  const hasSecret = (spec.at('secretRef', 'name').text ?? '') !== '';
  const missing = (what: string, fix: string): void => {
    report(spec, { severity: 'error', what: `${reference} has no ${what}, and type ${type} needs one`, value: `type: ${type}`, allowed: `${what}: the CRD does not ask for it, and every event is lost (fluxcd/notification-controller v1.9.3 internal/notifier/factory.go)`, fix });
  };
  if (!hasSecret && needs.credentials !== undefined && !(needs.identity === true && spec.at('serviceAccountName').exists)) {
    missing('secretRef', `secretRef: { name: … }, a Secret with ${needs.credentials.map((keys) => keys.join(' and ')).join(', or ')}`);
  } else if (!hasSecret && needs.address !== AddressForm.NONE && !spec.at('address').exists) {
    missing('address', needs.address === AddressForm.WEBHOOK ? 'secretRef: { name: … }, a Secret with the key address' : 'address: …');
  }
  if (needs.channelRequired === true && (spec.at('channel').text ?? '') === '') { missing('channel', `channel: ${needs.channel ?? '…'}`); }
  if (type === 'discord' && spec.at('certSecretRef').exists) {
    report(spec.at('certSecretRef'), { severity: 'warning', what: `${reference} has a certSecretRef, which type discord does not read`, allowed: 'none, whatever the documentation says (fluxcd/notification-controller v1.9.3 internal/notifier/factory.go)', fix: 'remove certSecretRef' });
  }
}

function checkAddress({ spec, reference }: ManifestObject, type: string, needs: ProviderNeeds, report: Report): void {
  const at = spec.at('address');
  const address = at.text?.trim();
  // The Secret's key address, where it has one, takes its place.
  if (address === undefined || address === '' || isFilledIn(address) || isPlaceholder(address) || needs.address === AddressForm.NAME || needs.address === AddressForm.NONE) { return; }
  const path = PATHS[type];
  if (!/^(?:https?|ssh):\/\/[^/\s]/.test(address)) {
    report(at, { severity: 'error', what: `the address of ${reference} is no URL`, allowed: 'http:// or https:// and a host', fix: 'address: https://…' });
  } else if (path !== undefined && !path.path.test(address.replace(/[?#].*$/, ''))) {
    report(at, { severity: 'error', what: `the address of ${reference} is not the API of ${type}`, allowed: 'the whole URL: Flux adds nothing to it', fix: `address: ${path.example}` });
  }
}

/** Half of a basic authentication makes Flux drop the other keys of the Secret, too. */
function checkSecret(world: World, { spec, namespace, reference }: ManifestObject, report: Report): void {
  const secret = world.find('', 'Secret', namespace, spec.at('secretRef', 'name').text ?? '');
  if (secret === undefined) { return; }
  const at = (key: string) => [secret.at('stringData', key), secret.at('data', key)].find(({ exists }) => exists);
  for (const [one, other] of [['username', 'password'], ['password', 'username']] as const) {
    const half = at(one);
    if (half === undefined || at(other) !== undefined) { continue; }
    report(half, { severity: 'error', what: `the Secret of ${reference} has the key ${one} without ${other}, and Flux then drops all authentication of it, a token included`, allowed: 'both or neither (fluxcd/pkg runtime/secrets/converter.go)', fix: one === 'username' ? 'spec.username for the name that is shown' : 'username beside it' });
  }
}
