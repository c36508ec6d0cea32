import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

/**
 * How Kubernetes reads YAML: as version 1.1, without its dates and its numbers to the base of 60, and with Go's numbers
 * (sigs.k8s.io/yaml v1.6.0; go.yaml.in/yaml/v2 v2.4.2 resolve.go).
 * For `parseAllDocuments`; warnings of the reader are nobody's business here.
 */
export const KUBERNETES_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  logLevel: 'silent',
  customTags: (tags) => [NUMBER, ...tags.filter((tag) => !isReplaced(tag))],
};

/** What begins like a number, and may be one. */
export const NUMBER_LIKE = /^(?:\d|[-+][\d_]|[-+]?\.(?:\d|inf$|Inf$|INF$)|\.(?:nan|NaN|NAN)$)/;

/** A number in one of Go's spellings; the text itself where what looks like one is none. */
export function numberOrText(text: string): number | string {
  if (/^[-+]?\.[iIn]/.test(text) || text.startsWith('.N')) { return /nan$/i.test(text) ? Number.NaN : text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY; }
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const [, sign, base, digits] = BASED.exec(plain) ?? [];
  const based = digits === undefined ? Number.NaN : Number(`0${base || 'o'}${digits}`) * (sign === '-' ? -1 : 1);
  // To another base than ten, 64 bits are the most.
  if (based >= -(2 ** 63) && based < 2 ** 64) { return based; }
  const decimal = DECIMAL.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(decimal) ? decimal : text;
}

const NUMBER: ScalarTag = { tag: 'tag:yaml.org,2002:float', default: true, test: NUMBER_LIKE, resolve: numberOrText };

/** To another base than ten; a zero before octal digits is enough. */
const BASED = /^([-+]?)0([xXoObB]?)([\da-fA-F]+)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function isReplaced(tag: Tags[number]): boolean {
  const name = (tag as { tag?: string }).tag;
  return name === 'tag:yaml.org,2002:timestamp' || name === 'tag:yaml.org,2002:int' || name === 'tag:yaml.org,2002:float';
}
