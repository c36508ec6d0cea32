import { SECRET_FIELDS } from '../facts/alertmanager';
import { invalid } from '../invalid';
import { checkOptions, isOptionsType } from '../options';
import { SecretKey } from '../secret-key';
import { Dialect } from './dialect';
import { HttpConfig } from './http-config';
import { checkHttp, httpConfigFields } from './http-fields';
import { refuseSecrets } from './secret-fields';
import { readTemplate, readTemplatesIn } from './template-text';

/** What each integration takes. */
export interface IntegrationProps {
  /**
   * Whether the end of an alert is told as well. Upstream's own default is false for Slack, Rocket.Chat and email.
   *
   * @default true
   */
  readonly sendResolved?: boolean;

  /**
   * How HTTP is spoken.
   *
   * @default - as the global configuration says
   */
  readonly http?: HttpConfig;

  /**
   * Fields that this library does not know, by the names that alertmanager.yaml has. A secret is given as a SecretKey, in
   * the field that ends in `_file`.
   *
   * @default - none
   */
  readonly fields?: { readonly [field: string]: unknown };
}

/** One way in which a receiver is told: a channel, an address, a service. */
export abstract class Integration {
  /** As messages name this integration, such as `Slack`. */
  public readonly kind: string;

  /**
   * @param kind As messages name this integration.
   * @param section The section of a receiver whose fields it has.
   * @param common What each integration takes.
   */
  protected constructor(kind: string, section: string, private readonly common: IntegrationProps) {
    this.kind = kind;
    const type = `alertmanager.${kind}Props`;
    if (isOptionsType(type)) { checkOptions(kind, type, common); }
    checkHttp(kind, common.http);
    refuseSecrets(`${kind}.fields`, common.fields, SECRET_FIELDS[section] ?? {});
    readTemplatesIn(`${kind}.fields`, common.fields);
  }

  /**
   * The section of a receiver that this belongs to, and the entry there, each SecretKey still in its place.
   *
   * @internal
   */
  public _render(dialect: Dialect): { readonly section: string; readonly entry: { readonly [field: string]: unknown } } {
    const { section, fields } = this._fields(dialect);
    const open = Object.entries(fields).find(([field, value]) => field.endsWith('_file') && value !== undefined && !(value instanceof SecretKey));
    if (open !== undefined) {
      // The value is not repeated: it may be the secret itself.
      throw invalid({ at: this.kind, what: `what becomes ${open[0]} is no SecretKey`, allowed: 'a reference to a Secret and a key, never the value: it would be in git', fix: 'SecretKey.of(\'slack-on-call\', \'address\')' });
    }
    return {
      section,
      entry: {
        send_resolved: this.common.sendResolved ?? true,
        ...fields,
        http_config: httpConfigFields(this.kind, this.common.http, dialect),
        ...this.common.fields,
      },
    };
  }

  /**
   * The section of a receiver, and what this integration alone has.
   *
   * @internal
   */
  public abstract _fields(dialect: Dialect): { readonly section: string; readonly fields: { readonly [field: string]: unknown } };

  /**
   * The same for an AlertmanagerConfig, where it takes more than alertmanager.yaml does.
   *
   * @internal
   */
  public _objectFields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    return this._fields(Dialect.ALERTMANAGER);
  }

  /**
   * What each integration takes.
   *
   * @internal
   */
  public get _common(): IntegrationProps {
    return this.common;
  }

  /**
   * Refuses a text without a template in it that Alertmanager would cut off (notify/<integration>: max…Runes).
   *
   * @internal
   */
  protected _checkLength(property: string, text: string | undefined, most: number): void {
    if (text !== undefined && !text.includes('{{') && [...text].length > most) {
      throw invalid({ at: this.kind, what: `${property} is longer than the service takes`, value: [...text].length, allowed: `at most ${most} characters: Alertmanager cuts off the rest` });
    }
  }

  /**
   * Refuses a template that Alertmanager would only find out about when it sends, which is then not sent.
   *
   * @internal
   */
  protected _checkTemplates(texts: { readonly [property: string]: string | undefined }): void {
    for (const [property, text] of Object.entries(texts)) {
      if (text !== undefined) { readTemplate(`${this.kind}.${property}`, text); }
    }
  }
}
