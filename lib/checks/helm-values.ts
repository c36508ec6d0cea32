import { mapOf, merge, MergedValues, ValueMap } from './merged-values';
import { Located } from './located';
import { setPath } from './set-path';
import type { ManifestObject } from './world';

/** Flux' group of HelmReleases. */
export const HELM = 'helm.toolkit.fluxcd.io';

/** Finds a ConfigMap or a Secret of the manifests. */
export type Lookup = (kind: string, namespace: string, name: string) => ManifestObject | undefined;

/** An entry of `valuesFrom`, and what became of it. */
export interface ValuesReference {
  readonly at: Located;
  readonly kind: string;
  readonly name: string;
  readonly key: string;
  readonly targetPath?: string;
  /** An object or a key that is not there is no mistake. */
  readonly optional: boolean;
  /** The object; undefined where the manifests hold none. */
  readonly object?: ManifestObject;
  /** The text; undefined where the object has no such key. */
  readonly text?: Located;
  /** The text as YAML, where it is read as such. */
  readonly document?: Located;
  /** Why helm-controller cannot take the text. */
  readonly refused?: string;
}

/** The values that a HelmRelease gives to its chart. */
export interface ReleaseValues {
  /** What is known of them; undefined where the release gives none. */
  readonly values?: Located;
  readonly references: readonly ValuesReference[];
}

/**
 * Looks for what a HelmRelease reads, in its own namespace. An object without a namespace gets one from a kustomization, or none.
 */
export function lookupIn(find: (group: string, kind: string, namespace: string, name: string) => ManifestObject | undefined, release: ManifestObject): Lookup {
  return (kind, namespace, name) => {
    const own = find('', kind, namespace, name);
    if (own !== undefined) { return own; }
    const unplaced = find('', kind, 'default', name);
    return unplaced?.at('metadata', 'namespace').exists === false || !release.at('metadata', 'namespace').exists ? unplaced : undefined;
  };
}

/** The kinds that helm-controller reads values from. */
const KINDS: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

/**
 * Puts the values of a HelmRelease together as helm-controller does: those of `valuesFrom` in their order, over them those of
 * `values`; what has a targetPath is set over all that came before it.
 * Source: fluxcd/pkg chartutil/v1.27.1 values.go (ChartValuesFromReferences), as helm-controller v1.6.3 calls it.
 */
export function releaseValues(release: ManifestObject, lookup: Lookup): ReleaseValues {
  const inline = release.spec.at('values');
  const entries = release.spec.at('valuesFrom').items;
  if (entries.length === 0) { return { values: inline.exists ? inline : undefined, references: [] }; }
  const own = mapOf(inline);
  const references: ValuesReference[] = [];
  let result: ValueMap = { fields: new Map(), at: inline.exists ? inline : release.spec.at('valuesFrom') };
  for (const at of entries) {
    const reference = referenceOf(at, release, lookup);
    const { text, targetPath } = reference;
    if (text?.text === undefined) { references.push(reference); continue; }
    if (targetPath !== undefined) {
      result = merge(result, own);
      references.push({ ...reference, refused: setAt(result, targetPath, text, at.at('literal').value === true) });
      continue;
    }
    const [document] = text.embedded();
    const isValues = document === undefined || !document.exists || document.entries.length > 0 || isEmptyMap(document);
    references.push({ ...reference, document, ...(!isValues && document.document.unreadable.length === 0 && { refused: 'the text is no map of values' }) });
    if (document !== undefined && document.entries.length > 0) { result = merge(result, mapOf(document)); }
  }
  const merged = merge(result, own);
  return { values: merged.fields.size === 0 && !inline.exists ? undefined : new MergedValues({ ...merged, at: result.at }), references };
}

function isEmptyMap({ value }: Located): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Source: fluxcd/pkg chartutil/v1.27.1 values.go (ReplacePathValue, ReplacePathLiteralValue). */
function setAt(values: ValueMap, path: string, from: Located, literal: boolean): string | undefined {
  const text = from.text ?? '';
  if (literal) { return setPath(values, `${path}=${text.replace(/[\\,[\]{}]/g, '\\$&')}`, from, { texts: true }); }
  const isQuoted = ['\'', '"'].some((quote) => text.startsWith(quote) && text.endsWith(quote));
  return setPath(values, `${path}=${isQuoted ? text.replace(/^['"]+|['"]+$/g, '') : text}`, from, { texts: isQuoted });
}

function referenceOf(at: Located, release: ManifestObject, lookup: Lookup): ValuesReference {
  const kind = at.at('kind').text ?? '';
  const name = at.at('name').text ?? '';
  const key = at.at('valuesKey').text || 'values.yaml';
  const object = KINDS.has(kind) ? lookup(kind, release.namespace, name) : undefined;
  return { at, kind, name, key, targetPath: at.at('targetPath').text || undefined, optional: at.at('optional').value === true, object, text: object === undefined ? undefined : textOf(object, key) };
}

/** The text under a key, as it is in the cluster. */
export function textOf(object: ManifestObject, key: string): Located | undefined {
  const plain = object.at(object.kind === 'Secret' ? 'stringData' : 'data', key);
  if (plain.text !== undefined) { return plain; }
  const encoded = object.at('data', key);
  return object.kind === 'Secret' && encoded.text !== undefined ? new DecodedText(encoded) : undefined;
}

/** A text that is written in base64: all of it stands where the text begins. */
export class DecodedText extends Located {
  public constructor(private readonly encoded: Located) {
    super(encoded.document, encoded.path, encoded.object);
  }

  public override get value(): string {
    return decoded(this.encoded.text ?? '');
  }

  public override embedded(): Located[] {
    return this.encoded.embedded(decoded);
  }

  public override from(): Located {
    return this;
  }
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
