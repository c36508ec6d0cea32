#!/usr/bin/env node
import { run } from './run';

// A reader that has gone (`canary-alerting … | head`) does not make a synth fail.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') { throw error; } });

void run(process.argv.slice(2), {
  folder: process.cwd(),
  out: (text) => { process.stdout.write(text); },
  err: (text) => { process.stderr.write(text); },
  columns: process.stdout.columns,
}).then((code) => { process.exitCode = code; });
