import { invalid } from '../invalid';
import { OidcProvider } from './oidc-provider';

/** Refuses issuers that the CRD refuses, or whose tokens would never count (fluxcd/notification-controller v1.9.3 internal/server/receiver_oidc.go). */
export function checkOidcProviders(at: string, providers: readonly OidcProvider[]): void {
  if (providers.length === 0) {
    throw invalid({ at, what: 'generic-oidc has no oidcProviders', allowed: 'at least one: by its tokens it knows who calls', fix: 'oidcProviders: [{ issuerUrl: \'https://token.actions.githubusercontent.com\', validations: […] }]' });
  }
  providers.forEach(({ issuerUrl, variables = [], validations = [] }, index) => {
    if (!/^https?:\/\/[^/\s]/.test(issuerUrl ?? '')) {
      throw invalid({ at, what: 'an issuerUrl is not a URL', value: issuerUrl, allowed: 'https:// and a host, as the tokens\' claim iss has it' });
    }
    if (providers.findIndex((each) => each.issuerUrl === issuerUrl) !== index) {
      throw invalid({ at, what: 'an issuer is there twice', value: issuerUrl, allowed: 'each issuer once: the CRD refuses the second', fix: 'join their validations with ||' });
    }
    if (validations.length === 0) {
      throw invalid({ at, what: `the issuer ${issuerUrl} has no validation`, allowed: 'at least one: anybody could call who gets a token there', fix: 'validations: [{ expression: \'claims.repository_owner == "acme"\', message: \'not acme\' }]' });
    }
    const empty = [...variables, ...validations].find(({ expression }) => (expression ?? '').trim() === '');
    if (empty !== undefined) { throw invalid({ at, what: `the issuer ${issuerUrl} has an empty expression`, allowed: 'CEL' }); }
    const strange = variables.find(({ name }) => !/^[_A-Za-z][_A-Za-z0-9]*$/.test(name ?? ''));
    if (strange !== undefined) { throw invalid({ at, what: 'a variable\'s name is none', value: strange.name, allowed: 'letters, digits and "_", beginning with no digit' }); }
  });
}
