import { Duration } from 'cdk8s';
import { durationInWords, milliseconds } from '../duration';
import { CONFIG_FOLDER, OPERATOR_REFUSALS } from '../facts/alertmanager';
import { invalid, InvalidInput, Mistake } from '../invalid';
import { SecretKey } from '../secret-key';
import { Dialect } from './dialect';
import { GlobalConfig } from './global-config';
import { checkGlobal, globalFields } from './global-fields';
import { InhibitRule } from './inhibit-rule';
import { MessageTemplate } from './message-template';
import { Receiver } from './receiver';
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
}

/**
 * Alertmanager's configuration. Receivers and time intervals are those that the routes refer to: none can be missing, and
 * none unused. Secrets are paths of files (`*_file`), so that the configuration can be committed.
 */
export class Config {
  /** The root of the routes. */
  public readonly route: Route;

  private readonly global?: GlobalConfig;
  private readonly inhibitRules: InhibitRule[];
  private readonly ownTemplates: MessageTemplate[];

  /**
   * @param props What the configuration says.
   */
  public constructor(props: ConfigProps) {
    this.route = props.route;
    this.global = props.global;
    this.inhibitRules = [...props.inhibitRules ?? []];
    this.ownTemplates = [];
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
   * Adds routes below the root, after those that there are.
   *
   * @param routes The routes.
   */
  public addRoute(...routes: Route[]): void {
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
    return [...new Set(all)];
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
      global: this.global && globalFields(this.global),
      route: this.route._render(),
      receivers,
      inhibit_rules: this.inhibitRules.length === 0 ? undefined : this.inhibitRules.map((rule) => rule._render()),
      time_intervals: this.timeIntervals.length === 0 ? undefined : this.timeIntervals.map((interval) => interval._render()),
      templates: this.templates.length === 0 ? undefined : [`${CONFIG_FOLDER}/*.tmpl`],
    };
  }

  private references(): readonly string[] {
    return [
      ...readTemplatesIn('Config.receivers', this.receivers.map((receiver) => receiver._render(Dialect.ALERTMANAGER))),
      ...this.ownTemplates.flatMap((template) => template._refersTo),
    ];
  }

  private namesTwice(): Mistake[] {
    const twice = (names: string[]): string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    return [
      ...twice(this.receivers.map((each) => each.name)).map((name) => ({ at: 'Config.receivers', what: 'two receivers have the same name', value: name })),
      ...twice(this.timeIntervals.map((each) => each.name)).map((name) => ({ at: 'Config.timeIntervals', what: 'two time intervals have the same name', value: name })),
    ].map((mistake): Mistake => ({ ...mistake, allowed: 'each name once; routes may share one object', fix: 'make the object once and give it to each route, or another name' })).concat(
      twice(this.templates.flatMap((template) => template.defines)).map((name) => ({
        at: 'Config.templates', what: 'two files define the same template', value: name, allowed: 'each name once: which one counts would hang on the files\' names', fix: 'another name, and receivers that refer to it',
      })),
    );
  }

  private unknownTemplates(): Mistake[] {
    const defined = this.templates.flatMap((template) => template.defines);
    // Alertmanager's own: template/default.tmpl and email.tmpl, `slack.default.title`, `__subject` and the like.
    return [...new Set(this.references())].filter((name) => !defined.includes(name) && !/^(__\w+|\w+\.default\.\w+)$/.test(name)).map((name) => ({
      at: 'Config.templates', what: 'a receiver refers to a template that no file defines', value: name,
      allowed: defined.length === 0 ? 'Alertmanager\'s own, such as slack.default.title' : defined.join(', '),
      fix: `templates: [new alertmanager.MessageTemplate('team.tmpl', '{{ define "${name}" }}…{{ end }}')]`,
    }));
  }

  private missingGlobals(): Mistake[] {
    const { smtpFrom, smtpSmarthost, slackApiUrl, fields = {} } = this.global ?? {};
    const entries = this.receivers.flatMap((receiver) => Object.entries(receiver._render(Dialect.ALERTMANAGER)).flatMap(([section, list]) =>
      (Array.isArray(list) ? list as { readonly [field: string]: unknown }[] : []).map((entry) => ({ at: `Receiver ${receiver.name}`, section, entry }))));
    return entries.flatMap(({ at, section, entry }): Mistake[] => {
      if (section === 'slack_configs' && [entry.api_url_file, entry.app_token_file, slackApiUrl, fields.slack_api_url_file, fields.slack_app_token_file].every((each) => each === undefined)) {
        return [{ at, what: 'Slack is given neither apiUrl nor appToken', fix: 'apiUrl: SecretKey.of(\'slack\', \'address\'), there or as global.slackApiUrl' }];
      }
      if (section !== 'email_configs') { return []; }
      return [
        ...(entry.from ?? smtpFrom ?? fields.smtp_from) === undefined ? [{ at, what: 'the email has no sender', fix: 'give from, there or as global.smtpFrom' }] : [],
        ...(entry.smarthost ?? smtpSmarthost ?? fields.smtp_smarthost) === undefined ? [{ at, what: 'the email has no mail server', fix: 'give smarthost, there or as global.smtpSmarthost' }] : [],
      ];
    });
  }
}

/** Alertmanager looks every group_interval whether to repeat: a shorter repeat_interval is accepted and does nothing but mislead. */
function repetitions(route: Route, above: { readonly groupInterval: Duration; readonly repeatInterval: Duration }): Mistake[] {
  const groupInterval = route._groupInterval ?? above.groupInterval;
  const repeatInterval = route._repeatInterval ?? above.repeatInterval;
  const mistakes = milliseconds(repeatInterval) >= milliseconds(groupInterval) ? [] : [{
    at: route._reference, what: 'repeatInterval is shorter than groupInterval', value: durationInWords(repeatInterval),
    allowed: `at least ${durationInWords(groupInterval)}, the route's own or inherited groupInterval: Alertmanager looks no oftener`,
  }];
  return [...mistakes, ...route.routes.flatMap((child) => repetitions(child, { groupInterval, repeatInterval }))];
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
