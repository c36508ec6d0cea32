import { Path } from './document';
import { Located } from './located';
import { World } from './world';

/** Deeper than any manifest is: below it nothing is looked at. */
const DEEPEST = 100;

/** Every object, and every document that is none: values, configurations, files for kustomize. */
export function everything(world: World): Located[] {
  const holders = new Set(world.objects.map(({ document }) => document));
  return [...world.objects, ...world.documents.filter((document) => !holders.has(document)).map((document) => new Located(document, []))];
}

/** A text, and the way to it from the document. */
export interface PlacedText {
  readonly path: Path;
  readonly value: string;
  /** Whether it is the name of a field. */
  readonly key: boolean;
}

/**
 * Every text below a value that is no field's name.
 *
 * @param isWanted Whether a text is, by itself and the last step on the way to it: asked before the way is written down.
 */
export function textsIn(root: Located, isWanted?: (text: string, step: string | number | undefined) => boolean): PlacedText[] {
  return textsBelow(root, false, isWanted);
}

/** Every text below a value, the fields' names among them; the way begins at the value. */
export function allTextsIn(root: Located): PlacedText[] {
  return textsBelow(root, true);
}

function textsBelow(root: Located, withKeys: boolean, isWanted?: (text: string, step: string | number | undefined) => boolean): PlacedText[] {
  const found: PlacedText[] = [];
  // The way to where the walk is; a copy is made for what is found.
  const path: (string | number)[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (isWanted === undefined || isWanted(value, path.at(-1))) { found.push({ path: path.slice(), value, key: false }); }
      return;
    }
    if (typeof value !== 'object' || value === null || path.length > DEEPEST) { return; }
    const depth = path.length;
    if (Array.isArray(value)) {
      value.forEach((each, index) => { path[depth] = index; walk(each); });
    } else {
      for (const key of Object.keys(value)) {
        path[depth] = key;
        if (withKeys) { found.push({ path: path.slice(), value: key, key: true }); }
        walk((value as Record<string, unknown>)[key]);
      }
    }
    path.length = depth;
  };
  walk(root.value);
  return found;
}
