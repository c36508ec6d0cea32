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

/** Every text below a value that is no field's name. */
export function textsIn(root: Located): PlacedText[] {
  return allTextsIn(root).filter(({ key }) => !key);
}

/** Every text below a value, the fields' names among them; the way begins at the value. */
export function allTextsIn(root: Located): PlacedText[] {
  const found: PlacedText[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === 'string') { found.push({ path, value, key: false }); return; }
    if (typeof value !== 'object' || value === null || path.length > DEEPEST) { return; }
    if (Array.isArray(value)) { value.forEach((each, index) => { walk(each, [...path, index]); }); return; }
    for (const [key, each] of Object.entries(value)) {
      found.push({ path: [...path, key], value: key, key: true });
      walk(each, [...path, key]);
    }
  };
  walk(root.value, []);
  return found;
}
