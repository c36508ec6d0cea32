import { join } from 'node:path';
import { install, pack } from '../package/packed';
import { scratchFolder } from '../scratch';
import { generate } from './generate';

/** Packs, installs the file as a user would, and generates the bindings from it, once for all tests; they find them at `BINDINGS`. */
export default function setup(): void {
  process.env['PACKED'] ??= pack();
  const folder = scratchFolder('bindings');
  const installed = join(folder, 'installed');
  install(installed, process.env['PACKED'], 'cdk8s', 'constructs');
  process.env['BINDINGS'] = join(folder, 'generated');
  generate(join(installed, 'node_modules/cdk8s-canary-alerting'), process.env['PACKED'], process.env['BINDINGS']);
}
