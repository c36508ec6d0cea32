import { widest, wrapped } from './columns';
import { compare } from '../checks/compare';
import { widthOf } from './width';

/** What a synth has made. */
export interface Inventory {
  /** The folder, as messages name it. */
  readonly label: string;
  /** The files, and what is in them. */
  readonly files: readonly { readonly path: string; readonly objects: readonly { readonly kind: string }[] }[];
  /** How the files differ from those before. */
  readonly changes: { readonly added: number; readonly changed: number; readonly removed: number };
}

/** What was made, folder by folder. */
export function inventoryText(inventory: Inventory, columns?: number): string {
  const folders = new Map<string, Map<string, number>>();
  for (const { path, objects } of inventory.files) {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    const kinds = folders.get(folder) ?? new Map<string, number>();
    for (const { kind } of objects) { kinds.set(kind, (kinds.get(kind) ?? 0) + 1); }
    folders.set(folder, kinds);
  }
  const names = [...folders.keys()].sort(compare);
  const indent = widest(names) + 4;
  const objects = inventory.files.reduce((sum, file) => sum + file.objects.length, 0);
  const lines = [`${inventory.label}/: ${count(objects, 'object')} in ${count(inventory.files.length, 'file')}, ${changesText(inventory.changes)}`];
  for (const name of names) {
    const kinds = [...folders.get(name) ?? []].sort(([a], [b]) => compare(a, b)).map(([kind, number]) => number === 1 ? kind : `${number}\u00a0${kind}`);
    const [first = '', ...others] = wrapped(kinds.join(', '), Math.max(20, widthOf(columns) - indent));
    lines.push(`  ${name.padEnd(indent - 2)}${first}`, ...others.map((other) => `${' '.repeat(indent)}${other}`));
  }
  return `${lines.join('\n').replaceAll('\u00a0', ' ')}\n`;
}

function changesText(changes: Inventory['changes']): string {
  const parts = (['added', 'changed', 'removed'] as const).filter((each) => changes[each] > 0).map((each) => `${changes[each]} ${each}`);
  return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
