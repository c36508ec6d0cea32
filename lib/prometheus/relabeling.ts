import { invalid, wholeNumber } from '../invalid';
import { re2 } from '../re2';

/** Which labels a relabeling reads, and what it asks of them. */
export interface RelabelSource {
  /**
   * The labels whose values are read, joined.
   *
   * @default - none: the empty text
   */
  readonly sourceLabels?: string[];

  /**
   * What stands between the values.
   *
   * @default ;
   */
  readonly separator?: string;

  /**
   * What the whole of the joined values must match, in RE2's syntax (https://github.com/google/re2/wiki/Syntax); `.` matches a line feed too.
   *
   * @default - (.*), which matches everything
   */
  readonly regex?: string;
}

/** What `Relabeling.replace` takes. */
export interface RelabelReplaceOptions extends RelabelSource {
  /** The label that is written. It may contain groups of the expression: `${1}_total`. */
  readonly targetLabel: string;

  /**
   * The new value, with groups of the expression: `$1` or `${1}`. The empty text takes the label away.
   *
   * @default $1
   */
  readonly replacement?: string;
}

/** What `Relabeling.keep` and `Relabeling.drop` take. */
export interface RelabelChoice {
  /** The labels whose values are read, joined. */
  readonly sourceLabels: string[];

  /**
   * What stands between the values.
   *
   * @default ;
   */
  readonly separator?: string;

  /** What the whole of the joined values must match, in RE2's syntax; `.` matches a line feed too. */
  readonly regex: string;
}

/** What `Relabeling.hashMod` takes. */
export interface RelabelHashOptions {
  /** The labels whose values are read, joined. */
  readonly sourceLabels: string[];

  /**
   * What stands between the values.
   *
   * @default ;
   */
  readonly separator?: string;

  /** The label that gets the number, 0 to modulus - 1. */
  readonly targetLabel: string;

  /** By how much the hash is divided, 1 or more. */
  readonly modulus: number;
}

/** What `Relabeling.lowercase` and `Relabeling.uppercase` take. */
export interface RelabelCaseOptions {
  /** The labels whose values are read, joined. */
  readonly sourceLabels: string[];

  /**
   * What stands between the values.
   *
   * @default ;
   */
  readonly separator?: string;

  /** The label that is written. */
  readonly targetLabel: string;
}

/** What `Relabeling.keepEqual` and `Relabeling.dropEqual` take. */
export interface RelabelEqualOptions {
  /** The labels whose values are read, joined by ";". */
  readonly sourceLabels: string[];

  /** The label whose value they are compared with. */
  readonly targetLabel: string;
}

/**
 * A step that changes labels, or chooses by them. Each action takes what Prometheus reads of it and nothing else: the operator leaves a whole
 * monitor out for a field that does not belong to an action, with a line in its log. Beside Prometheus the operator's config reloader puts the value of
 * its own variable in the place of `$(POD_NAME)`, `$(SHARD)` and whatever else its container has; `$(NAME)` without such a variable stays as it is.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/validation/validator.go, cmd/prometheus-config-reloader/main.go (TolerateEnvVarExpansionErrors);
 * prometheus/prometheus v3.15.0 model/relabel/relabel.go.
 */
export class Relabeling {
  /**
   * Writes a label where the expression matches, and leaves it alone otherwise.
   *
   * @param options What is read and written.
   */
  public static replace(options: RelabelReplaceOptions): Relabeling {
    const { targetLabel, replacement } = options;
    if (!TARGET.test(targetLabel ?? '')) { throw wrongLabel('replace', 'targetLabel', targetLabel, ', and groups such as ${1}'); }
    return new Relabeling('replace', { ...options, replacement });
  }

  /**
   * Keeps what matches, and drops the rest: targets in `relabelings`, samples in `metricRelabelings`.
   *
   * @param choice What is asked.
   */
  public static keep(choice: RelabelChoice): Relabeling {
    return new Relabeling('keep', { ...choice });
  }

  /**
   * Drops what matches: targets in `relabelings`, samples in `metricRelabelings`.
   *
   * @param choice What is asked.
   */
  public static drop(choice: RelabelChoice): Relabeling {
    return new Relabeling('drop', { ...choice });
  }

  /**
   * Writes the hash of values, modulo a number.
   *
   * @param options What is read and written.
   */
  public static hashMod(options: RelabelHashOptions): Relabeling {
    wholeNumber('Relabeling.hashMod', 'modulus', options.modulus, { min: 1, max: Number.MAX_SAFE_INTEGER });
    return new Relabeling('hashmod', { ...named('hashMod', options) });
  }

  /**
   * Copies each label whose NAME matches to another one.
   *
   * @param regex What the whole name must match.
   * @param replacement The name of the copy, with groups of the expression; `$1` where it is not given.
   */
  public static labelMap(regex: string, replacement?: string): Relabeling {
    if (replacement !== undefined && !TARGET.test(replacement)) { throw wrongLabel('labelMap', 'replacement', replacement, ', and groups such as ${1}'); }
    return new Relabeling('labelmap', { regex, replacement });
  }

  /**
   * Takes away each label whose NAME matches.
   *
   * @param regex What the whole name must match.
   */
  public static labelDrop(regex: string): Relabeling {
    return new Relabeling('labeldrop', { regex });
  }

  /**
   * Takes away each label whose NAME does not match. What begins with `__` is a label too: without `__address__` a target cannot be
   * scraped, without `__name__` a sample has no metric.
   *
   * @param regex What the whole name must match.
   */
  public static labelKeep(regex: string): Relabeling {
    return new Relabeling('labelkeep', { regex });
  }

  /**
   * Writes values in lower case.
   *
   * @param options What is read and written.
   */
  public static lowercase(options: RelabelCaseOptions): Relabeling {
    return new Relabeling('lowercase', { ...named('lowercase', options) });
  }

  /**
   * Writes values in upper case.
   *
   * @param options What is read and written.
   */
  public static uppercase(options: RelabelCaseOptions): Relabeling {
    return new Relabeling('uppercase', { ...named('uppercase', options) });
  }

  /**
   * Keeps what has the same value in a label as in others.
   *
   * @param options What is compared.
   */
  public static keepEqual(options: RelabelEqualOptions): Relabeling {
    return new Relabeling('keepequal', { ...named('keepEqual', options) });
  }

  /**
   * Drops what has the same value in a label as in others.
   *
   * @param options What is compared.
   */
  public static dropEqual(options: RelabelEqualOptions): Relabeling {
    return new Relabeling('dropequal', { ...named('dropEqual', options) });
  }

  private readonly names?: RegExp;

  private constructor(
    /** The action, as Prometheus calls it. */
    public readonly action: string,
    private readonly fields: { readonly [field: string]: unknown },
  ) {
    const at = `Relabeling ${action}`;
    const { sourceLabels, regex } = fields as { readonly sourceLabels?: string[]; readonly regex?: string };
    if (sourceLabels === undefined ? ['keep', 'drop', 'hashmod', 'lowercase', 'uppercase', 'keepequal', 'dropequal'].includes(action) : sourceLabels.length === 0) {
      throw invalid({ at, what: 'there is no source label', allowed: 'at least one: nothing would be read', fix: 'sourceLabels: [\'__meta_kubernetes_pod_name\']' });
    }
    for (const label of sourceLabels ?? []) { if (!NAME.test(label)) { throw wrongLabel(action, 'sourceLabels', label); } }
    if (regex === '') { throw invalid({ at, what: 'the regular expression is empty', allowed: 'an expression: the operator takes an empty one for (.*), which matches everything', fix: '^$ for what is empty' }); }
    if (regex === undefined && ['keep', 'drop', 'labelmap', 'labeldrop', 'labelkeep'].includes(action)) { throw invalid({ at, what: 'regex is not given', allowed: 'an expression: everything would match', fix: 'regex: \'(.+)\'' }); }
    const compiled = regex === undefined ? undefined : re2(at, `(?s:${regex})`);
    if (action === 'labeldrop' || action === 'labelkeep') { this.names = compiled; }
  }

  /** @internal */
  public _toRelabeling(): { readonly [field: string]: unknown } {
    return { action: this.action, ...Object.fromEntries(Object.entries(this.fields).filter(([, value]) => value !== undefined)) };
  }

  /**
   * Whether a label of this name is there afterwards, as far as the name decides.
   *
   * @internal
   */
  public _keeps(label: string): boolean {
    return this.names === undefined || this.names.test(label) === (this.action === 'labelkeep');
  }

  /**
   * Whether it may write this label.
   *
   * @internal
   */
  public _mayWrite(label: string): boolean {
    const { targetLabel } = this.fields;
    return this.action === 'labelmap' || targetLabel === label || String(targetLabel ?? '').includes('$');
  }
}

/** A label as every Prometheus reads it: one with `nameValidationScheme: Legacy` refuses its whole configuration for another. */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** The same, with groups of the expression in it. Source: prometheus/prometheus v3.15.0 model/relabel/relabel.go (relabelTargetLegacy). */
const TARGET = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))\w*)+$/;

function named<T extends { readonly targetLabel: string }>(factory: string, options: T): T {
  if (!NAME.test(options.targetLabel ?? '')) { throw wrongLabel(factory, 'targetLabel', options.targetLabel); }
  return options;
}

function wrongLabel(action: string, what: string, value: unknown, more = ''): Error {
  return invalid({
    at: `Relabeling ${action}`, what: `${what} is no label's name`, value: value ?? '',
    allowed: `letters, digits and "_", not beginning with a digit${more}: a Prometheus with nameValidationScheme Legacy refuses its whole configuration for another one`,
  });
}
