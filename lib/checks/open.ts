import { compare } from './compare';
import { Document } from './document';
import { Located } from './located';
import { CheckOptions } from './options';
import { readWorld } from './read';
import type { SourceFile } from './run';
import { ManifestObject, World } from './world';

/** The world of files, whatever is in them. Their order does not matter. */
export function worldOfFiles(files: readonly SourceFile[], options: CheckOptions = {}): World {
  const sorted = [...files].sort((a, b) => compare(a.path, b.path) || compare(a.text, b.text));
  return readWorld(sorted.flatMap(({ path, text }) => Document.read(text, path)), options);
}

/** The world of objects that stand in no file, such as those of an App. Their order does not matter either. */
export function worldOfObjects(objects: readonly unknown[], options: CheckOptions = {}): World {
  const documents = objects.map((object) => Document.of(object)).map((document) => ({ document, name: new ManifestObject(new Located(document, [])).reference }));
  return readWorld(documents.sort((a, b) => compare(a.name, b.name)).map(({ document }) => document), options);
}
