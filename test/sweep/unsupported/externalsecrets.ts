import type { UnsupportedFields } from '.';

const BY_NAME = { why: 'refused', reason: 'Which keys the Secret has would stand nowhere, and nobody could check that the key which is read is among them. Name the keys one by one.' } as const;

const NOT_GENERATED = { why: 'refused', reason: 'A generator makes values that only the cluster knows; what is read here is what a service outside gave.' } as const;

/** What the construct of the room externalsecrets does not write. */
export const EXTERNAL_SECRETS_UNSUPPORTED: UnsupportedFields = {
  'external-secrets.io/ExternalSecret': {
    'spec.dataFrom': BY_NAME,
    'spec.data[].sourceRef.generatorRef': NOT_GENERATED,
    'spec.data[].remoteRef.conversionStrategy': { why: 'refused', reason: 'It converts names of keys that a store gives; here each key is named.' },
    'spec.data[].remoteRef.metadataPolicy': { why: 'refused', reason: 'It reads what a store says of an entry, and not the value.' },
    'spec.data[].remoteRef.nullBytePolicy': { why: 'refused', reason: 'Addresses, tokens and passwords have no null byte.' },
    'spec.refreshPolicy': { why: 'refused', reason: 'A rotated value arrives with the default alone, which is `Periodic`.' },
    'spec.syncWindows': { why: 'refused', reason: 'A value that was rotated because it leaked must arrive at any time.' },
    'spec.target.immutable': { why: 'refused', reason: 'A rotated value would never arrive.' },
    'spec.target.manifest': { why: 'refused', reason: 'It fills another kind than a Secret, and programs read Secrets.' },
    'spec.target.template.data': { why: 'refused', reason: 'Programs read the value as it is: keep it in the store in that form.' },
    'spec.target.template.templateFrom': { why: 'refused', reason: 'Programs read the value as it is: keep it in the store in that form.' },
    'spec.target.template.engineVersion': { why: 'refused', reason: 'There is one version, and no text of a template.' },
    'spec.target.template.mergePolicy': { why: 'refused', reason: 'There is no text of a template to be merged.' },
    'spec.target.template.metadata.finalizers': { why: 'refused', reason: 'The Secret could not be deleted until something took it off.' },
  },
};
