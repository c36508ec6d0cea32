import { join } from 'node:path';
import { command, root } from '../package/packed';

/**
 * Generates the bindings with jsii-pacmak, of the very file that is published: each carries it inside. Go gets those of cdk8s and constructs
 * as well, because theirs are in repositories of their own and not in reach everywhere; the others take them from their registries.
 */
export function generate(installed: string, packed: string, out: string): void {
  const pacmak = (pack: string, ...args: readonly string[]): void => {
    const { code, stdout, stderr } = command(process.execPath, [join(root, 'node_modules/jsii-pacmak/bin/jsii-pacmak'), '.', '--code-only', '--outdir', out, '--pack-command', pack, ...args],
      installed, { PACKED: packed });
    if (code !== 0) { throw new Error(`jsii-pacmak ${args.join(' ')}: ${stdout}${stderr}`); }
  };
  pacmak('cp "$PACKED" packed.tgz && echo packed.tgz', '--targets', 'python', '--targets', 'java', '--targets', 'dotnet');
  pacmak('npm pack --ignore-scripts --silent', '--recurse', '--targets', 'go');
}
