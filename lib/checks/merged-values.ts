import { mergedFields } from '../helm-values';
import { Path } from './document';
import { Located } from './located';

/** A value of a chart: one that stands somewhere, or a map or list that may be put together from several places. */
export type ValueTree = Located | ValueMap | ValueList;

/**
 * A map of values, and where its last part stands. Maps and lists are shared and changed in place, as those of helm-controller
 * are: which value wins in the end depends on it.
 */
export interface ValueMap {
  readonly fields: Map<string, ValueTree>;
  readonly at: Located;
}

/** A list of values. */
export interface ValueList {
  readonly items: ValueTree[];
  readonly at: Located;
}

/** Reads a value. */
export function treeOf(at: Located): ValueTree {
  if (Array.isArray(at.value)) { return { at, items: at.items.map(treeOf) }; }
  return typeof at.value === 'object' && at.value !== null ? mapOf(at) : at;
}

/** Reads a map; what is none is an empty one. */
export function mapOf(at: Located): ValueMap {
  return { at, fields: new Map(at.entries.map(([name, each]) => [name, treeOf(each)])) };
}

export function isMap(tree: ValueTree | undefined): tree is ValueMap {
  return tree !== undefined && 'fields' in tree;
}

export function isList(tree: ValueTree | undefined): tree is ValueList {
  return tree !== undefined && !(tree instanceof Located) && 'items' in tree;
}

/**
 * Puts one map over another: maps field by field, everything else as a whole.
 * Source: fluxcd/pkg chartutil/v1.27.1 merge.go (MergeMaps).
 */
export function merge(under: ValueMap, over: ValueMap): ValueMap {
  return { fields: mergedFields(under.fields, over.fields, (before, value) => isMap(before) && isMap(value) ? merge(before, value) : value), at: over.at };
}

/** Values after the merge. Each stands where it was written; a map of several places where its last part does. */
export class MergedValues extends Located {
  private known?: { readonly value: unknown };

  public constructor(private readonly tree: ValueMap | ValueList) {
    super(tree.at.document, tree.at.path, tree.at.object);
  }

  public override get value(): unknown {
    this.known ??= { value: plain(this.tree) };
    return this.known.value;
  }

  public override at(...path: Path): Located {
    const [step, ...rest] = path;
    if (step === undefined) { return this; }
    const next = isMap(this.tree) ? this.tree.fields.get(String(step)) : typeof step === 'number' ? this.tree.items[step] : undefined;
    if (next === undefined) { return new WrittenValue(this.tree.at.at(...path), undefined); }
    const located = next instanceof Located ? next : new MergedValues(next);
    return rest.length === 0 ? located : located.at(...rest);
  }

  public override get field(): string | undefined {
    return this.tree.at.field;
  }

  public override get position(): Located['position'] {
    return this.tree.at.position;
  }
}

/** A value that is made of what stands somewhere: `true` of a text "true"; or nothing, at the place where it would be. */
export class WrittenValue extends Located {
  public constructor(private readonly origin: Located, private readonly written: unknown) {
    super(origin.document, origin.path, origin.object);
  }

  public override get value(): unknown {
    return this.written;
  }

  public override at(...path: Path): Located {
    return new WrittenValue(this.origin.at(...path), undefined);
  }

  public override get field(): string | undefined {
    return this.origin.field;
  }

  public override get position(): Located['position'] {
    return this.origin.position;
  }
}

/** The value of a tree. */
export function plain(tree: ValueTree): unknown {
  if (tree instanceof Located) { return tree.value; }
  return isMap(tree) ? Object.fromEntries([...tree.fields].map(([name, each]) => [name, plain(each)])) : tree.items.map(plain);
}
