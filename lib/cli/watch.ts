import { resolve } from 'node:path';
import { SynthOptions } from './command-line';
import { FolderWatch } from './folder-watch';
import { Interrupted, SignalWatch } from './interrupted';
import { settings, synth } from './synth';
import { Terminal } from './terminal';
import { TypeCheck } from './type-check';

/**
 * Synthesizes, and again whenever a file of the project changes, until it is told to end. What fails is told, and the next change waited
 * for: the last good manifests stay. The types are looked at beside it, where the project has TypeScript. Returns 0 when Ctrl-C ends it.
 */
export async function watchAndSynth(options: SynthOptions, terminal: Terminal): Promise<number> {
  const { app, label } = settings(options, terminal);
  const files = new FolderWatch(terminal.folder, resolve(terminal.folder, label), app);
  const types = options.types === false ? undefined : TypeCheck.begin(terminal.folder, terminal.err);
  try {
    for (let again = false; ; again = true) {
      const code = await synth({ ...options, ...(again && { brief: true }) }, terminal);
      terminal.err(`${code === 0 ? '' : 'Not done. '}Waiting for changes; Ctrl-C ends it.\n`);
      const signals = new SignalWatch();
      const next = await Promise.race([files.next(), signals.first]).finally(() => { signals.close(); });
      if (typeof next === 'string') { throw new Interrupted(next); }
      terminal.err(`\n${next.slice(0, 3).join(', ')}${next.length > 3 ? ` and ${next.length - 3} more` : ''} changed.\n`);
    }
  } catch (error) {
    if (error instanceof Interrupted && error.isByHand) { return 0; }
    throw error;
  } finally {
    files.close();
    await types?.close();
  }
}
