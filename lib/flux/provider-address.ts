import { invalid } from '../invalid';
import { AddressForm } from './provider-needs';
import { ProviderType } from './provider-type';

/** Slack's API, the one address of Slack that is no secret: the bot's token is (internal/notifier/slack.go). */
export const SLACK_API = 'https://slack.com/api/chat.postMessage';

/**
 * Refuses an address that the type cannot use, that is missing, or that would put a credential into git. Addresses that may
 * be secrets are not repeated in the message.
 */
export function checkAddress(at: string, type: ProviderType, form: AddressForm, address: string | undefined, inSecret: boolean): void {
  if (form === AddressForm.NONE) { return; }
  if (address === undefined) {
    if (inSecret) { return; }
    throw invalid({
      at,
      what: `${type} has no address`,
      allowed: 'the key address of the Secret, or address where it is no secret',
      fix: form === AddressForm.WEBHOOK ? `secret: SecretKey.of('${type}', 'address')` : 'address: …',
    });
  }
  if (inSecret) {
    throw invalid({ at, what: 'both address and the Secret\'s key address are given', allowed: 'one of them: Flux uses the Secret\'s, even an empty one', fix: 'leave address out' });
  }
  if (address.length > 2048) { throw invalid({ at, what: 'the address is longer than 2048 characters', value: address.length }); }
  if (form === AddressForm.NAME) {
    if (!/SharedAccessKey=|^[a-z]+:\/\/[^/]*:[^/]*@/i.test(address)) { return; }
    throw invalid({ at, what: 'the address holds a credential', allowed: 'an address without a password or key in it', fix: 'secret: SecretKey.of(…, \'address\')' });
  }
  if (!/^https?:\/\/[^/\s]/.test(address)) {
    throw invalid({ at, what: 'the address is not an HTTP URL', allowed: 'http:// or https:// and a host', fix: 'address: \'https://…\'' });
  }
  if (/^https?:\/\/[^/]*@/.test(address)) {
    throw invalid({ at, what: 'the address holds a credential', allowed: 'a URL without user and password', fix: `secret: SecretKey.of('${type}', 'address')` });
  }
  if (form === AddressForm.WEBHOOK && address.startsWith('https:') && !(type === ProviderType.SLACK && address === SLACK_API)) {
    throw invalid({
      at,
      what: `a webhook of ${type} is written into the manifest`,
      allowed: 'its URL is the credential, so that it belongs into a Secret; plain http:// to a bridge of your own may stand here',
      fix: `secret: SecretKey.of('${type}', 'address')`,
    });
  }
  checkPath(at, type, form, address);
}

function checkPath(at: string, type: ProviderType, form: AddressForm, address: string): void {
  const path = address.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/, '');
  const refuse = (what: string, allowed: string): never => { throw invalid({ at, what, value: address, allowed }); };
  if (type === ProviderType.ALERTMANAGER && !/\/api\/v2\/alerts\/?$/.test(path)) {
    refuse('the address is not Alertmanager\'s API', 'the full URL, such as http://alertmanager-operated.monitoring:9093/api/v2/alerts/: Flux adds nothing to it');
  }
  if (type === ProviderType.GRAFANA && !/\/api\/annotations\/?$/.test(path)) {
    refuse('the address is not Grafana\'s API of annotations', 'the full URL, ending in /api/annotations: Flux adds nothing to it');
  }
  const parts = path.split('/').filter((part) => part !== '').length;
  if (form === AddressForm.REPOSITORY && parts < (type === ProviderType.AZUREDEVOPS ? 4 : 2)) {
    refuse('the address is not that of a repository', type === ProviderType.AZUREDEVOPS ? 'https://dev.azure.com/organisation/project/_git/repository' : 'https://host/owner/repository');
  }
}
