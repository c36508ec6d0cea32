#!/usr/bin/env node
import { isColored } from '../drill/report/paint';
import { asker } from './asker';
import { run } from './run';

// A reader that has gone (`canary-alerting … | head`) does not make a command fail.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') { throw error; } });

void run(process.argv.slice(2), {
  folder: process.cwd(),
  out: (text) => { process.stdout.write(text); },
  err: (text) => { process.stderr.write(text); },
  stdin: async () => { process.stdin.setEncoding('utf8'); return (await process.stdin.toArray()).join(''); },
  ask: process.stdin.isTTY && process.stdout.isTTY ? asker(process.stdin, process.stdout) : undefined,
  columns: process.stdout.columns,
  colors: isColored(process.stdout.isTTY, process.env),
  progress: { isTty: process.stderr.isTTY, colors: isColored(process.stderr.isTTY, process.env), columns: process.stderr.columns },
}).then((code) => { process.exitCode = code; });
