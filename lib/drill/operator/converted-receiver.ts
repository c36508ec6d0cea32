import { Fields, fields, given, isFields, list, text } from './fields';
import { convertedHttp, convertedTls } from './converted-http';
import { IntegrationRule, OBJECT_INTEGRATIONS } from '../../facts/alertmanager-config-integrations';
import { secretMarker } from './secret-marker';

/** An AlertmanagerConfig's name and namespace: its routes, receivers and time intervals are called by both. */
export interface ConfigKey {
  readonly namespace: string;
  readonly name: string;
}

/** A name as it is called in the whole configuration. */
export function prefixed({ namespace, name }: ConfigKey, each: unknown): string | undefined {
  const own = text(each);
  return own === undefined ? undefined : `${namespace}/${name}/${own}`;
}

/** A receiver of an AlertmanagerConfig as alertmanager.yaml has it. Source: prometheus-operator v0.93.0 pkg/alertmanager/amcfg.go (convertReceiver). */
export function convertedReceiver(receiver: unknown, key: ConfigKey): Fields {
  const { name, ...sections } = fields(receiver);
  const integrations = Object.entries(sections).flatMap(([field, entries]) => {
    const rule = Object.hasOwn(OBJECT_INTEGRATIONS, field) ? OBJECT_INTEGRATIONS[field] : undefined;
    return rule === undefined ? [] : [[rule.section, list(entries).map((entry) => integration(rule, fields(entry), key))]];
  });
  return { name: prefixed(key, name), ...Object.fromEntries(integrations) as Fields };
}

function integration(rule: IntegrationRule, entry: Fields, key: ConfigKey): Fields {
  const converted: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(entry)) {
    if (value === null || rule.forgotten?.includes(field) === true || Object.hasOwn(rule.secrets, field)) { continue; }
    converted[rule.renamed?.[field] ?? snakeCase(field)] = convertedField(rule, field, value, key);
  }
  for (const [field, target] of Object.entries(rule.secrets)) {
    const marker = secretMarker(key.namespace, entry[field]);
    if (marker !== undefined) { converted[target] = marker; }
  }
  return converted;
}

function convertedField(rule: IntegrationRule, field: string, value: unknown, key: ConfigKey): unknown {
  if (rule.pairs?.includes(field) === true) { return Object.fromEntries(list(value).map(fields).map((pair) => [String(pair.key), pair.value])); }
  if (rule.maps?.includes(field) === true) { return value; }
  switch (field) {
    case 'httpConfig': return convertedHttp(value, key.namespace);
    case 'tlsConfig': return convertedTls(value, key.namespace);
    case 'sigv4': return signature(fields(value), key.namespace);
    case 'threading': return given({ enabled: true, thread_by_date: text(fields(value).threadByDate)?.toLowerCase() });
    case 'pagerDutyLinkConfigs': return list(value).map(fields).map(({ href, alt }) => given({ href, text: alt }));
    default: return inSnakeCase(value);
  }
}

/** Both keys count, or none. */
function signature({ accessKey, secretKey, ...rest }: Fields, namespace: string): Fields {
  const [access_key, secret_key] = [secretMarker(namespace, accessKey), secretMarker(namespace, secretKey)];
  return given({ ...fields(inSnakeCase(rest)), ...(access_key !== undefined && secret_key !== undefined ? { access_key, secret_key } : {}) });
}

function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(inSnakeCase); }
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([field, each]) => [snakeCase(field), inSnakeCase(each)])) : value;
}

function snakeCase(field: string): string {
  return field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
