import { SECRET_FIELDS } from '../../facts/alertmanager';
import { invalid } from '../../invalid';
import { Integration } from '../integration';

/** An entry of a receiver's section as it stands in alertmanager.yaml. */
export class RawIntegration extends Integration {
  /**
   * One integration for each entry of each section.
   *
   * @internal
   */
  public static _all(at: string, sections: { readonly [section: string]: unknown }): RawIntegration[] {
    return Object.entries(sections).flatMap(([section, entries]) => {
      if (!Object.hasOwn(SECRET_FIELDS, section)) {
        throw invalid({ at, what: 'the section is none of a receiver', value: section, allowed: Object.keys(SECRET_FIELDS).join(', ') });
      }
      if (!Array.isArray(entries)) {
        throw invalid({ at, what: `${section} is no list`, fix: `${section}: [{ … }]` });
      }
      return entries.map((entry) => new RawIntegration(section, entry, `${at} ${section}`));
    });
  }

  /**
   * @param section The section, such as `pushover_configs`.
   * @param entry The entry, by the names that alertmanager.yaml has, with a SecretKey in each field that takes a secret's file.
   * @param at How messages name the entry.
   */
  public constructor(
    private readonly section: string,
    entry: { readonly [field: string]: unknown },
    at: string = section,
  ) {
    super(at, section, { fields: entry });
    if (section === 'slack_configs' && entry.update_message === true) {
      throw invalid({
        at, what: 'update_message is on', allowed: 'false: with a token or URL from a file, Alertmanager and the operator crash on it (prometheus/alertmanager#5164)',
      });
    }
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    return { section: this.section, fields: {} };
  }
}
