import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CheckOptions } from '../checks/options';
import { secondsOf } from '../checks/scrape';
import { readCdk8sConfig } from './cdk8s-config';
import { Unreadable } from './check-input';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';

/** What the command line says of a cluster that the manifests do not show. */
export interface ClusterOptions {
  readonly promise?: string;
  readonly selector?: { readonly [label: string]: string };
  readonly honorLabels?: boolean;
  readonly scrapeInterval?: string;
  readonly noCrossNamespaceRefs?: boolean;
}

/** The same as options of the checks, in seconds. */
export function clusterSettings({ promise, selector, honorLabels, scrapeInterval, noCrossNamespaceRefs }: ClusterOptions): CheckOptions {
  return {
    promise: secondsFrom('promise', promise),
    selectorLabels: selector,
    ...(honorLabels === undefined && scrapeInterval === undefined ? {} : { scrape: { honorLabels, intervalSeconds: secondsFrom('scrape-interval', scrapeInterval) } }),
    noCrossNamespaceRefs,
  };
}

/** The folder that is meant where no path is given. */
export function outputFolder(terminal: Terminal): string {
  const output = readCdk8sConfig(terminal.folder)?.output ?? 'dist';
  if (existsSync(resolve(terminal.folder, output))) { return output; }
  throw new Unreadable(`${output}: there is no such file or folder\n  fix:     canary-alerting synth, which makes it, or name a folder`);
}

function secondsFrom(option: string, text: string | undefined): number | undefined {
  const seconds = secondsOf(text);
  if (text !== undefined && (seconds === undefined || seconds <= 0)) { throw new WrongUsage(`--${option} is "${text}": it is a duration such as 30s or 1m30s.`); }
  return seconds;
}
