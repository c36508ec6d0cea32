import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli/run';

/** A project in a folder of its own, removed after the test. */
export class Project {
  public readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'canary-alerting-')));

  public constructor(files: { readonly [path: string]: string } = {}) {
    made.push(this);
    for (const [path, content] of Object.entries(files)) { this.write(path, content); }
  }

  public path(path: string): string { return join(this.folder, path); }

  public write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  public read(path: string): string { return readFileSync(this.path(path), 'utf8'); }

  /** What is in the project, folders with a `/`. */
  public entries(): string[] {
    return readdirSync(this.folder, { withFileTypes: true })
      .sort((a, b) => a.name < b.name ? -1 : 1)
      .map((each) => each.name + (each.isDirectory() ? '/' : ''));
  }

  /** Runs a command line here. */
  public async run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    let [out, err] = ['', ''];
    const code = await run(args, { folder: this.folder, out: (text) => { out += text; }, err: (text) => { err += text; } });
    return { code, out, err };
  }
}

/** An app that writes these files into CDK8S_OUTDIR, and then does something else. */
export function appWriting(files: { readonly [path: string]: string }, then = ''): string {
  return `const fs = require('fs'), path = require('path');
for (const [file, content] of Object.entries(${JSON.stringify(files)})) {
  const to = path.join(process.env.CDK8S_OUTDIR, file);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.writeFileSync(to, content);
}
${then}
`;
}

/** A manifest with nothing in it but what every object has. */
export function object(name: string, namespace = 'shop', kind = 'ConfigMap'): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
}

const made: Project[] = [];

afterEach(() => {
  for (const { folder } of made.splice(0)) { rmSync(folder, { recursive: true, force: true }); }
});
