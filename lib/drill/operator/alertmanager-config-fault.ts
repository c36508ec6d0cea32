import { readTemplate } from '../../language/template/text';
import { MESSAGE_VOCABULARY } from '../../language/template/vocabulary';
import { SelectedConfig } from './alertmanager-merge';
import { days, months, times, weekdays, years } from './time-span';
import { fields, Fields, list, text, texts } from './fields';

/** The fields of a route; those of nested routes are known to the operator alone: the CRD takes anything there. */
const ROUTE_FIELDS = ['receiver', 'groupBy', 'groupWait', 'groupInterval', 'repeatInterval', 'matchers', 'continue', 'routes', 'muteTimeIntervals', 'activeTimeIntervals'];

/** VictorOps' own fields. Source: prometheus/alertmanager v0.34.2 config/notifiers.go (VictorOpsConfig.UnmarshalYAML). */
const VICTOROPS_FIELDS = ['routing_key', 'message_type', 'state_message', 'entity_display_name', 'monitoring_tool', 'entity_id', 'entity_state'];

/**
 * Why the operator skips an AlertmanagerConfig, and goes on with the others; undefined where it takes it. Whether the Secrets that it
 * names exist is not asked: manifests rarely hold them.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/validation/v1alpha1/validation.go.
 */
export function configFault({ spec }: SelectedConfig): string | undefined {
  const receivers = list(spec.receivers).map(fields);
  const names = receivers.map(({ name }) => text(name) ?? '');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) { return `the receiver ${twice} is there twice`; }
  for (const receiver of receivers) {
    const fault = receiverFault(receiver);
    if (fault !== undefined) { return `the receiver ${text(receiver.name) ?? ''}: ${fault}`; }
  }
  const intervals = list(spec.muteTimeIntervals).map(fields);
  for (const interval of intervals) {
    const fault = intervalFault(interval);
    if (fault !== undefined) { return `the time interval ${text(interval.name) ?? ''}: ${fault}`; }
  }
  return spec.route === undefined || spec.route === null ? undefined
    : routeFault(fields(spec.route), 'route', new Set(names), new Set(intervals.map(({ name }) => text(name) ?? '')));
}

function routeFault(route: Fields, at: string, receivers: ReadonlySet<string>, intervals: ReadonlySet<string>): string | undefined {
  const receiver = text(route.receiver);
  if (receiver === undefined && at === 'route') { return 'the first route has no receiver'; }
  if (receiver !== undefined && !receivers.has(receiver)) { return `${at}: there is no receiver ${receiver}`; }
  const labels = texts(route.groupBy);
  if (new Set(labels).size < labels.length) { return `${at}: groupBy names a label twice`; }
  if (labels.includes('...') && labels.length > 1) { return `${at}: groupBy has '...' beside labels`; }
  const missing = [...texts(route.muteTimeIntervals), ...texts(route.activeTimeIntervals)].find((name) => !intervals.has(name));
  if (missing !== undefined) { return `${at}: there is no time interval ${missing}`; }
  for (const each of list(route.matchers).map(fields)) {
    const type = text(each.matchType);
    if (type !== undefined && !['=', '!=', '=~', '!~'].includes(type)) { return `${at}: a matcher has the type ${type}: =, !=, =~ and !~ are known`; }
    if (type !== undefined && text(each.name) === undefined) { return `${at}: a matcher has no name`; }
  }
  for (const [index, each] of list(route.routes).entries()) {
    const place = `${at}.routes[${index}]`;
    const strange = Object.keys(fields(each)).find((field) => !ROUTE_FIELDS.includes(field));
    const fault = strange === undefined ? routeFault(fields(each), place, receivers, intervals) : `${place}: there is no field ${strange}`;
    if (fault !== undefined) { return fault; }
  }
  return undefined;
}

function intervalFault(interval: Fields): string | undefined {
  if (text(interval.name) === undefined) { return 'it has no name'; }
  try {
    for (const span of list(interval.timeIntervals).map(fields)) {
      list(span.times).map(fields).forEach(({ startTime, endTime }) => times({ start_time: startTime, end_time: endTime }));
      texts(span.weekdays).forEach(weekdays);
      list(span.daysOfMonth).map(fields).forEach(({ start = 0, end = 0 }) => days(`${String(start)}:${String(end)}`));
      texts(span.months).forEach(months);
      texts(span.years).forEach(years);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function receiverFault(receiver: Fields): string | undefined {
  for (const [section, entries] of Object.entries(receiver)) {
    for (const [index, each] of list(entries).entries()) {
      const entry = fields(each);
      const fault = integrationFault(section, entry) ?? httpFault(fields(entry.httpConfig));
      if (fault !== undefined) { return `${section}[${index}]: ${fault}`; }
    }
  }
  return undefined;
}

/** The addresses of an integration, and those of them that may be templates. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  opsgenieConfigs: ['apiURL'], pagerdutyConfigs: ['url'], wechatConfigs: ['apiURL'], victoropsConfigs: ['apiUrl'], telegramConfigs: ['apiURL'], webexConfigs: ['apiURL'],
  rocketchatConfigs: ['apiURL'],
};
const TEMPLATE_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  pagerdutyConfigs: ['clientURL'], rocketchatConfigs: ['iconURL', 'imageURL', 'thumbURL'], webhookConfigs: ['url'], pushoverConfigs: ['url'], snsConfigs: ['apiURL'],
};

function integrationFault(section: string, entry: Fields): string | undefined {
  const has = (field: string): boolean => entry[field] !== undefined && entry[field] !== null;
  const wrong = (ADDRESSES[section] ?? []).find((field) => text(entry[field]) !== undefined && !isAddress(entry[field]))
    ?? (TEMPLATE_ADDRESSES[section] ?? []).find((field) => text(entry[field]) !== undefined && !isTemplateAddress(String(entry[field])));
  if (wrong !== undefined) { return `${wrong} is no address: http or https, and a host`; }
  switch (section) {
    case 'pagerdutyConfigs': return has('routingKey') || has('serviceKey') ? undefined : 'it needs routingKey or serviceKey';
    case 'webhookConfigs': return has('url') || has('urlSecret') ? undefined : 'it needs url or urlSecret';
    case 'pushoverConfigs':
      // The operator takes userKeyFile and tokenFile for enough, and then stops at the missing keys (convertPushoverConfig).
      if (!has('userKey') || !has('token')) { return 'it needs userKey and token: the operator does not read userKeyFile and tokenFile'; }
      return entry.html === true && entry.monospace === true ? 'html and monospace exclude one another' : undefined;
    case 'telegramConfigs':
      if (has('botToken') === has('botTokenFile')) { return 'it needs one of botToken and botTokenFile'; }
      return has('chatID') && entry.chatID !== 0 ? undefined : 'it needs chatID';
    case 'victoropsConfigs': {
      const taken = list(entry.customFields).map((each) => String(fields(each).key)).find((key) => VICTOROPS_FIELDS.includes(key));
      if (taken !== undefined) { return `customFields: ${taken} is VictorOps' own`; }
      return text(entry.routingKey) === undefined ? 'it needs routingKey' : undefined;
    }
    case 'emailConfigs': return emailFault(entry);
    case 'slackConfigs': return slackFault(entry);
    case 'opsgenieConfigs': {
      const nobody = list(entry.responders).map(fields).find(({ id, name, username }) => [id, name, username].every((each) => text(each) === undefined));
      return nobody === undefined ? undefined : 'a responder needs an id, a name or a username';
    }
    case 'snsConfigs': return [entry.targetARN, entry.topicARN, entry.phoneNumber].filter((each) => text(each) !== undefined).length % 2 === 1 ? undefined
      : 'it needs one of targetARN, topicARN and phoneNumber';
    default: return undefined;
  }
}

function emailFault(entry: Fields): string | undefined {
  if (text(entry.to) === undefined) { return 'it needs to'; }
  const smarthost = text(entry.smarthost);
  if (smarthost !== undefined && !/^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(smarthost)) { return `smarthost ${smarthost} is no host and port`; }
  const headers = list(entry.headers).map((each) => String(fields(each).key).toLowerCase());
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  return twice === undefined ? undefined : `the header ${twice} is there twice`;
}

function slackFault(entry: Fields): string | undefined {
  for (const action of list(entry.actions).map(fields)) {
    if (text(action.type) === undefined) { return 'an action needs a type'; }
    if (text(action.text) === undefined) { return 'an action needs a text'; }
    if (text(action.url) === undefined && text(action.name) === undefined) { return 'an action needs a url or a name'; }
    if (action.confirm !== undefined && action.confirm !== null && text(fields(action.confirm).text) === undefined) { return 'a confirmation needs a text'; }
  }
  return list(entry.fields).map(fields).some(({ title, value }) => text(title) === undefined || text(value) === undefined) ? 'a field needs a title and a value' : undefined;
}

function httpFault(http: Fields): string | undefined {
  const credentials = ['basicAuth', 'oauth2', 'authorization', 'bearerTokenSecret'].filter((field) => http[field] !== undefined && http[field] !== null);
  if (credentials.length > 1) { return `httpConfig: ${credentials.join(' and ')} exclude one another`; }
  if (text(fields(http.authorization).type)?.trim().toLowerCase() === 'basic') { return 'httpConfig: authorization cannot be of the type basic: there is basicAuth'; }
  const proxy = text(http.proxyUrl);
  if (http.proxyFromEnvironment === true && (proxy ?? text(http.noProxy)) !== undefined) { return 'httpConfig: proxyFromEnvironment excludes proxyUrl and noProxy'; }
  if (proxy === undefined && text(http.noProxy) !== undefined) { return 'httpConfig: noProxy needs a proxyUrl'; }
  const hasHeaders = Object.keys(fields(http.proxyConnectHeader)).length > 0;
  return hasHeaders && proxy === undefined && http.proxyFromEnvironment !== true ? 'httpConfig: proxyConnectHeader needs a proxyUrl' : undefined;
}

function isTemplateAddress(value: string): boolean {
  return value.includes('{{') ? readTemplate(value, MESSAGE_VOCABULARY).mistake === undefined : isAddress(value);
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^/?#]+/i.test(value) && URL.canParse(value);
}
