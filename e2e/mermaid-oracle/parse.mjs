// Parses flowcharts with Mermaid itself: a JSON list of texts comes in, for each the texts of its nodes, or the error, goes out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(join(process.argv[2], 'package.json'));
const { JSDOM } = modules('jsdom');
const { window } = new JSDOM('<!doctype html><body></body>');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(pathToFileURL(join(process.argv[2], 'node_modules/mermaid/dist/mermaid.core.mjs')).href);
mermaid.initialize({ startOnLoad: false });

/** Mermaid keeps numbers of characters under marks of its own until it draws. */
const shown = (text) => text.replace(/ﬂ°°/g, '&#').replace(/ﬂ°/g, '&').replace(/¶ß/g, ';').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

const answers = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    answers.push({ nodes: [...db.getVertices().values()].map((each) => shown(each.text)) });
  } catch (error) {
    answers.push({ error: error.message });
  }
}
process.stdout.write(JSON.stringify(answers));
