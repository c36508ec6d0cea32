import { OBJECT_INTEGRATIONS } from '../../../lib/facts/alertmanager-config-integrations';
import { read } from '../../schema';
import { fieldsOf, SchemaNode } from '../sweep';
import type { UnsupportedFields } from '.';

const CONFIG_MAP = { why: 'refused', reason: 'A ConfigMap beside the Secrets would be one more thing to keep: a certificate belongs in a Secret, beside its key.' } as const;
const REGEX = { why: 'deprecated', reason: '`matchType` says it.' } as const;

/** How HTTP is spoken, in each receiver. */
const HTTP = {
  bearerTokenSecret: { why: 'deprecated', reason: '`authorization` says it.' },
  proxyURL: { why: 'deprecated', reason: '`proxyUrl` is its new spelling.' },
  'tlsConfig.ca.configMap': CONFIG_MAP,
  'tlsConfig.cert.configMap': CONFIG_MAP,
  'oauth2.clientId.configMap': { why: 'refused', reason: 'A ConfigMap beside the Secrets would be one more thing to keep: the id belongs beside the client\'s secret.' },
  'oauth2.tlsConfig.ca.configMap': CONFIG_MAP,
  'oauth2.tlsConfig.cert.configMap': CONFIG_MAP,
} as const;

const inEachReceiver = Object.entries(OBJECT_INTEGRATIONS).filter(([, { fields }]) => fields.includes('httpConfig')).flatMap(([section]) =>
  Object.entries(HTTP).map(([field, why]) => [`spec.receivers[].${section}[].httpConfig.${field}`, why] as const));

/** What each `optional` of a reference would say. */
const optionals = fieldsOf(read('monitoring.coreos.com', 'AlertmanagerConfig').versions['v1alpha1'] as SchemaNode)
  .filter((path) => path.endsWith('.optional') && !inEachReceiver.some(([parent]) => path.startsWith(`${parent}.`)) && !path.includes('.configMap.'))
  .map((path) => [path, { why: 'refused', reason: 'The operator skips the whole object when a Secret is missing, optional or not.' }] as const);

/** Webex has one way to authenticate: the bot's token. */
const webex = ['basicAuth', 'oauth2'].map((field) => [`spec.receivers[].webexConfigs[].httpConfig.${field}`, { why: 'refused', reason: 'Webex knows the bot by its token alone.' }] as const);

/** Fields of the room alertmanager. */
export const ALERTMANAGER_UNSUPPORTED: UnsupportedFields = {
  'monitoring.coreos.com/AlertmanagerConfig': {
    ...Object.fromEntries([...inEachReceiver, ...optionals, ...webex]),
    'spec.receivers[].emailConfigs[].tlsConfig.ca.configMap': CONFIG_MAP,
    'spec.receivers[].emailConfigs[].tlsConfig.cert.configMap': CONFIG_MAP,
    'spec.receivers[].pushoverConfigs[].sound': { why: 'refused', reason: 'The operator (0.93) forgets it.' },
    'spec.receivers[].pushoverConfigs[].tokenFile': { why: 'refused', reason: 'The operator (0.93) forgets it: `token` names a Secret.' },
    'spec.receivers[].pushoverConfigs[].userKeyFile': { why: 'refused', reason: 'The operator (0.93) forgets it: `userKey` names a Secret.' },
    'spec.receivers[].rocketchatConfigs[].actions': { why: 'refused', reason: 'The operator (0.93) writes it with fields that Alertmanager (0.34) does not know, which then refuses the configuration of everybody.' },
    'spec.receivers[].slackConfigs[].updateMessage': { why: 'refused', reason: 'Alertmanager takes it beside an address that is written out; here the address is in a Secret.' },
    'spec.receivers[].telegramConfigs[].botTokenFile': { why: 'refused', reason: 'A file in Alertmanager\'s pod is not the team\'s to mount: `botToken` names a Secret.' },
    'spec.route.matchers[].regex': REGEX,
    'spec.inhibitRules[].sourceMatch[].regex': REGEX,
    'spec.inhibitRules[].targetMatch[].regex': REGEX,
  },
};
