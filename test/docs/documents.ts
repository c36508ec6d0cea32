import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** Every document, from the root. */
export const DOCUMENTS: readonly string[] = ['README.md', 'CHANGELOG.md', 'bench/RESULTS.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md')).map((path) => join('docs', path)).sort()];

export function read(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

/** A piece of code in a document. */
export interface Block {
  readonly document: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** All code of the documents, with its indentation taken away. */
export function blocks(...languages: readonly string[]): Block[] {
  return DOCUMENTS.flatMap((document) => {
    const text = read(document);
    return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(({ index, 1: indent = '', 2: language = '', 3: code = '' }) => ({
      document, language, line: text.slice(0, index).split('\n').length, text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  }).filter(({ language }) => languages.includes(language));
}

/** A document without its code. */
export function prose(document: string): string {
  return read(document).replaceAll(/^( *)```\w*\n[\s\S]*?^ *```$/gm, '');
}
