import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toolsFolder } from '../recipe';
import { install } from './packed';

/** The newest Node that is published for npm, where it is kept as the packages that the package `node` is made of. */
const NEWEST = '26.10.0';

/** The Node that runs the tests, and the newest; undefined where that cannot be had. */
export function newestNode(): string | undefined {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(toolsFolder(), `${name}-${NEWEST}`);
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(binary)) { return binary; }
  try {
    install(folder, `${name}@${NEWEST}`);
  } catch {
    return undefined;
  }
  return existsSync(binary) ? binary : undefined;
}
