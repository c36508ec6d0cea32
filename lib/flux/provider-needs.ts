import { PROVIDER_NEEDS as BY_NAME, ProviderNeeds } from '../facts/flux-provider-needs';
import { ProviderType } from './provider-type';

export { AddressForm, BASIC, type ProviderNeeds, readableKeys } from '../facts/flux-provider-needs';

/** What a type of Provider needs. */
export const PROVIDER_NEEDS: { readonly [type in ProviderType]: ProviderNeeds } = BY_NAME;
