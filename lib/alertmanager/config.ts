import { readFileSync } from 'node:fs';
import { Duration } from 'cdk8s';
import { CONFIG_FOLDER, DEFAULT_TEMPLATES, OPERATOR_REFUSALS } from '../facts/alertmanager';
import { FIELD_VERSIONS, NEWEST_ALERTMANAGER, OLDEST_ALERTMANAGER } from '../facts/alertmanager-versions';
import { invalid, InvalidInput, Mistake, present } from '../invalid';
import { checkOptions } from '../options';
import { SecretKey } from '../secret-key';
import { Dialect } from './dialect';
import { ExistingConfig, readExistingConfig } from './existing-config';
import { GlobalConfig } from './global-config';
import { checkGlobal, globalFields } from './global-fields';
import { InhibitRule } from './inhibit-rule';
import { MessageTemplate } from './message-template';
import { Receiver } from './receiver';
import { repetitions } from './repetition';
import { Route } from './route';
import { secretsIn, withSecretPaths } from './secret-file';
import { readTemplatesIn } from './template-text';
import { TimeInterval } from './time-interval';
import { yamlText } from './yaml-text';

/** What a configuration takes. */
export interface ConfigProps {
  /** The root of the routes: it names the receiver of what no other route takes, and takes each alert. */
  readonly route: Route;

  /**
   * What holds for each receiver that says nothing else.
   *
   * @default - Alertmanager's own defaults
   */
  readonly global?: GlobalConfig;

  /**
   * Which alerts silence which.
   *
   * @default - none; `addInhibitRule` adds some
   */
  readonly inhibitRules?: InhibitRule[];

  /**
   * Files of message templates. Our own is there when a receiver refers to it.
   *
   * @default - none; `addTemplate` adds some
   */
  readonly templates?: MessageTemplate[];

  /**
   * The version of Alertmanager that reads it, such as `0.31`: what an older one than the newest does not know is refused.
   *
   * @default 0.34, which kube-prometheus-stack 88 runs
   */
  readonly alertmanagerVersion?: string;
}

/**
 * Alertmanager's configuration. Receivers and time intervals are those that the routes refer to: none can be missing, and
 * none unused. Secrets are paths of files (`*_file`), so that the configuration can be committed.
 */
export class Config {
  /**
   * A configuration that is there already, to be added to: what it says stays, comments excepted. Routes that are added come before
   * its own, so that what they take its own routes hear of only where the added route says `continue`. A secret in it is refused:
   * it must be a file; one that the operator mounts (`/etc/alertmanager/secrets/<Secret>/<key>`) is known as a Secret.
   *
   * @param text The text of alertmanager.yaml.
   * @param file How messages name it, before line and column.
   */
  public static fromYaml(text: string, file: string = 'alertmanager.yaml'): Config {
    const existing = readExistingConfig(file, text);
    try {
      const config = new Config({ route: existing.route, ...(existing.global !== undefined && { global: existing.global }) });
      config.existing = existing;
      config.added = 0;
      return config;
    } catch (error) {
      if (!(error instanceof InvalidInput)) { throw error; }
      throw invalid({ at: file, what: error.message });
    }
  }

  /**
   * The same of a file.
   *
   * @param path The file, read now.
   */
  public static fromFile(path: string): Config {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw invalid({ at: 'Config.fromFile', what: `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`, value: path, allowed: 'a path from the folder where the program runs' });
    }
    return Config.fromYaml(text, path);
  }

  /** The root of the routes. */
  public readonly route: Route;

  private readonly global?: GlobalConfig;
  private readonly inhibitRules: InhibitRule[];
  private readonly ownTemplates: MessageTemplate[];
  private readonly minor: number;
  private existing?: ExistingConfig;
  /** How many routes stand before those that stay last; undefined where none does. */
  private added?: number;

  /**
   * @param props What the configuration says.
   */
  public constructor(props: ConfigProps) {
    present('Config', props, { route: 'new alertmanager.Route({ receiver: alertmanager.Receiver.slack(…) })' });
    checkOptions('Config', 'alertmanager.ConfigProps', props);
    this.route = props.route;
    this.global = props.global;
    this.inhibitRules = [...props.inhibitRules ?? []];
    this.ownTemplates = [];
    this.minor = minorOf(props.alertmanagerVersion ?? NEWEST_ALERTMANAGER);
    if (props.global !== undefined) { checkGlobal(props.global); }
    this.addTemplate(...props.templates ?? []);
    if (props.route.receiver === undefined) {
      throw invalid({ at: 'Config.route', what: 'the root route names no receiver', fix: 'receiver: alertmanager.Receiver.none(\'nobody\')' });
    }
    const notForRoot = props.route._notForRoot();
    if (notForRoot !== undefined) {
      throw invalid({
        at: 'Config.route', what: `the root route has ${notForRoot}`, allowed: 'none there: each alert begins at the root, and Alertmanager refuses the configuration',
        fix: 'put it on a child route',
      });
    }
  }

  /**
   * Adds routes below the root, after those that there are; those of a configuration that was there already come last.
   *
   * @param routes The routes.
   */
  public addRoute(...routes: Route[]): void {
    if (this.added === undefined) { this.route.addRoute(...routes); return; }
    this.route._insertRoute(this.added, ...routes);
    this.added += routes.length;
  }

  /**
   * Adds routes below the root that stay behind those that are added later.
   *
   * @internal
   */
  public _addLastRoute(...routes: Route[]): void {
    this.added ??= this.route.routes.length;
    this.route.addRoute(...routes);
  }

  /**
   * Adds inhibit rules.
   *
   * @param rules The rules.
   */
  public addInhibitRule(...rules: InhibitRule[]): void {
    this.inhibitRules.push(...rules);
  }

  /**
   * Adds files of message templates.
   *
   * @param templates The files.
   */
  public addTemplate(...templates: MessageTemplate[]): void {
    for (const template of templates) {
      if (this.ownTemplates.some((other) => other.fileName === template.fileName)) {
        throw invalid({ at: 'Config.templates', what: 'two files have the same name', value: template.fileName, allowed: 'each name once: they are keys of one Secret' });
      }
      this.ownTemplates.push(template);
    }
  }

  /** The receivers that the routes refer to, in the order in which the routes name them. */
  public get receivers(): Receiver[] {
    const all = this.route._all().map((route) => route.receiver).filter((receiver) => receiver !== undefined);
    return [...new Set([...all, ...this.existing?.receivers ?? []])];
  }

  /** The time intervals that the routes refer to. */
  public get timeIntervals(): TimeInterval[] {
    return [...new Set(this.route._all().flatMap((route) => route._timeIntervals()))];
  }

  /** The files of message templates, our own included where a receiver refers to it. */
  public get templates(): MessageTemplate[] {
    const own = MessageTemplate.canaryAlerting();
    const known = this.ownTemplates.flatMap((template) => template.defines);
    const needed = this.references().some((name) => own.defines.includes(name) && !known.includes(name));
    return needed ? [own, ...this.ownTemplates] : [...this.ownTemplates];
  }

  /** The secrets that the configuration reads from files, each once, by name and key. */
  public get secrets(): SecretKey[] {
    const byPath = new Map(secretsIn(this.fields(Dialect.ALERTMANAGER, true)).map((secret) => [`${secret.secretName}/${secret.key}`, secret]));
    return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
  }

  /**
   * What is wrong with the configuration as a whole.
   *
   * @internal
   */
  public _mistakes(at: string, dialect: Dialect): InvalidInput[] {
    const mistakes: Mistake[] = [
      ...this.namesTwice(),
      ...this.unknownTemplates(),
      ...repetitions(this.route, { groupInterval: Duration.minutes(5), repeatInterval: Duration.hours(4) }),
      ...this.missingGlobals(),
    ].map((mistake) => ({ ...mistake, at: `${at} ${mistake.at}` }));
    const errors = mistakes.map((mistake) => invalid(mistake));
    try {
      errors.push(...this.tooNew(at, this.fields(dialect)));
      if (dialect === Dialect.PROMETHEUS_OPERATOR) { errors.push(...refusedByOperator(at, this.fields(dialect))); }
    } catch (error) {
      if (!(error instanceof InvalidInput)) { throw error; }
      errors.push(error);
    }
    return errors;
  }

  /**
   * alertmanager.yaml.
   *
   * @internal
   */
  public _toYaml(dialect: Dialect): string {
    return yamlText(withSecretPaths(this.fields(dialect)));
  }

  private fields(dialect: Dialect, tolerant = false): { readonly [field: string]: unknown } {
    // A refusal of the dialect is no matter where only the secrets are asked for.
    const receivers = this.receivers.map((receiver) => receiver._render(tolerant ? Dialect.ALERTMANAGER : dialect));
    return {
      global: this.global && globalFields(this.global, tolerant ? Dialect.ALERTMANAGER : dialect),
      route: this.route._render(),
      receivers,
      inhibit_rules: listed([...this.existing?.inhibitRules ?? [], ...this.inhibitRules.map((rule) => rule._render())]),
      time_intervals: listed([...this.existing?.timeIntervals ?? [], ...this.timeIntervals.map((interval) => interval._render())]),
      templates: listed([...new Set([...this.existing?.templates ?? [], ...this.templates.length === 0 ? [] : [`${CONFIG_FOLDER}/*.tmpl`]])]),
      ...this.existing?.others,
    };
  }

  private tooNew(at: string, fields: unknown): InvalidInput[] {
    return FIELD_VERSIONS.filter(({ path, since }) => minorOf(since) > this.minor && found(fields, path.split('.'))).map(({ path, since }) => invalid({
      at, what: `Alertmanager 0.${this.minor} does not know ${path}`, allowed: `from ${since} on: it refuses the configuration, and the operator leaves the field out, silently`,
      fix: `leave it out, or alertmanagerVersion: '${since}' with an Alertmanager of that version`,
    }));
  }

  /** What our own texts refer to: where an existing configuration finds its templates is not known here. */
  private references(): readonly string[] {
    return [
      ...readTemplatesIn('Config.receivers', this.receivers.filter((receiver) => this.existing?.receivers.includes(receiver) !== true).map((receiver) => receiver._render(Dialect.ALERTMANAGER))),
      ...this.ownTemplates.flatMap((template) => template._refersTo),
    ];
  }

  private namesTwice(): Mistake[] {
    const twice = (names: string[]): string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    return [
      ...twice(this.receivers.map((each) => each.name)).map((name) => ({ at: 'Config.receivers', what: 'two receivers have the same name', value: name })),
      ...twice([...this.existing?.timeIntervals ?? [], ...this.timeIntervals].map((each) => each.name)).map((name) => ({ at: 'Config.timeIntervals', what: 'two time intervals have the same name', value: name })),
    ].map((mistake): Mistake => ({ ...mistake, allowed: 'each name once; routes may share one object', fix: 'make the object once and give it to each route, or another name' })).concat(
      twice(this.templates.flatMap((template) => template.defines)).map((name) => ({
        at: 'Config.templates', what: 'two files define the same template', value: name, allowed: 'each name once: which one counts would hang on the files\' names', fix: 'another name, and receivers that refer to it',
      })),
    );
  }

  private unknownTemplates(): Mistake[] {
    const defined = this.templates.flatMap((template) => template.defines);
    return [...new Set(this.references())].filter((name) => !defined.includes(name) && !DEFAULT_TEMPLATES.includes(name)).map((name) => ({
      at: 'Config.templates', what: 'a receiver refers to a template that no file defines', value: name,
      allowed: defined.length === 0 ? 'Alertmanager\'s own, such as slack.default.title' : defined.join(', '),
      fix: `templates: [new alertmanager.MessageTemplate('team.tmpl', '{{ define "${name}" }}…{{ end }}')]`,
    }));
  }

  private missingGlobals(): Mistake[] {
    const given = this.global === undefined ? {} : globalFields(this.global, Dialect.ALERTMANAGER);
    return this.receivers.flatMap((receiver) => Object.entries(receiver._render(Dialect.ALERTMANAGER)).flatMap(([section, list]) =>
      (Array.isArray(list) ? list as { readonly [field: string]: unknown }[] : []).flatMap((entry) =>
        NEEDED.filter((need) => need.section === section && !need.own.some((field) => entry[field] !== undefined) && !need.global.some((field) => given[field] !== undefined))
          .map(({ what, fix }): Mistake => ({ at: `Receiver ${receiver.name}`, what, fix })))));
  }
}

/** What an integration must have, itself or by the global configuration. Source: prometheus/alertmanager v0.34.2 config/config.go (Config.UnmarshalYAML). */
const NEEDED: readonly { readonly section: string; readonly own: readonly string[]; readonly global: readonly string[]; readonly what: string; readonly fix: string }[] = [
  {
    section: 'slack_configs', own: ['api_url', 'api_url_file', 'app_token_file'], global: ['slack_api_url_file', 'slack_app_token_file'],
    what: 'Slack is given neither apiUrl nor appToken', fix: 'apiUrl: SecretKey.of(\'slack\', \'address\'), there or as global.slackApiUrl',
  },
  { section: 'email_configs', own: ['from'], global: ['smtp_from'], what: 'the email has no sender', fix: 'give from, there or as global.smtpFrom' },
  { section: 'email_configs', own: ['smarthost'], global: ['smtp_smarthost'], what: 'the email has no mail server', fix: 'give smarthost, there or as global.smtpSmarthost' },
  { section: 'jira_configs', own: ['api_url'], global: ['jira_api_url'], what: 'Jira has no address', fix: 'give apiUrl, there or as global.jiraApiUrl' },
  {
    section: 'mattermost_configs', own: ['webhook_url_file'], global: ['mattermost_webhook_url_file'],
    what: 'Mattermost has no webhook', fix: 'webhookUrl: SecretKey.of(\'mattermost\', \'address\'), there or as global.mattermostWebhookUrl',
  },
  {
    section: 'victorops_configs', own: ['api_key_file'], global: ['victorops_api_key_file'],
    what: 'VictorOps has no API key', fix: 'apiKey: SecretKey.of(\'victorops\', \'api-key\'), there or as global.victoropsApiKey',
  },
  {
    section: 'wechat_configs', own: ['api_secret_file'], global: ['wechat_api_secret_file'],
    what: 'WeChat has no secret', fix: 'apiSecret: SecretKey.of(\'wechat\', \'secret\'), there or as global.wechatApiSecret',
  },
  { section: 'wechat_configs', own: ['corp_id'], global: ['wechat_api_corp_id'], what: 'WeChat has no company', fix: 'give corpId, there or as global.wechatApiCorpId' },
];

/** Alertmanager's versions are 0.x. */
function minorOf(version: string): number {
  const [, minor] = /^v?0\.(\d+)(?:\.\d+)?$/.exec(version) ?? [];
  if (minor === undefined || Number(minor) < Number(OLDEST_ALERTMANAGER.slice(2))) {
    throw invalid({ at: 'Config.alertmanagerVersion', what: 'the version is none that this library knows', value: version, allowed: `${OLDEST_ALERTMANAGER} or newer`, fix: `alertmanagerVersion: '${NEWEST_ALERTMANAGER}'` });
  }
  return Number(minor);
}

function listed<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}

function refusedByOperator(at: string, fields: unknown): InvalidInput[] {
  return OPERATOR_REFUSALS.filter(({ path }) => found(fields, path.split('.'))).map(({ path, instead }) => invalid({
    at, what: `prometheus-operator 0.93 refuses ${path}`, allowed: 'what its own structs know: it would go on with the old configuration, silently', fix: instead,
  }));
}

function found(value: unknown, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) { return value !== undefined; }
  if (typeof value !== 'object' || value === null) { return false; }
  const fields = value as { readonly [field: string]: unknown };
  const next = fields[step.replace('[]', '')];
  if (step === 'route' && Array.isArray((next as { readonly routes?: unknown }).routes)) {
    const { routes } = next as { readonly routes: unknown[] };
    if (routes.some((route) => found({ route }, path))) { return true; }
  }
  return step.endsWith('[]') ? Array.isArray(next) && next.some((each) => found(each, rest)) : found(next, rest);
}
