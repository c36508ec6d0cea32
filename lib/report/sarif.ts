import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Finding, Severity } from '../checks/finding';
import { CHECKS } from '../checks/registry';
import { findingMessage } from './finding-text';
import { pageOf } from './pages';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** What SARIF tells of the tool. */
export interface Tool {
  readonly version: string;
  /** What a check is about, in a sentence; undefined where that is not at hand. */
  readonly describe?: (check: string) => string | undefined;
}

/** Findings as SARIF 2.1.0, which code scanning reads. Source: OASIS sarif-v2.1.0-errata01. */
export function sarifReport(findings: readonly Finding[], { version, describe }: Tool): string {
  const ids = [...new Set([...CHECKS.map(({ id }) => id), ...findings.map(({ check }) => check)])];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const prints = new Fingerprints();
  return `${JSON.stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'canary-alerting', semanticVersion: version,
          informationUri: 'https://github.com/cdk8s-canary-alerting/cdk8s-canary-alerting',
          rules: ids.map((id) => ({ id, shortDescription: { text: describe?.(id) ?? id }, helpUri: pageOf(id), help: { text: `See ${pageOf(id)}` } })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => ({
        ruleId: finding.check, ruleIndex: indexes.get(finding.check), level: LEVELS[finding.severity],
        message: { text: findingMessage(finding) },
        locations: locations(finding),
        partialFingerprints: { primaryLocationLineHash: prints.of(finding) },
      })),
    }],
  }, null, 2)}\n`;
}

function locations({ file, position, object, field }: Finding): object[] {
  const physical = file === undefined ? {} : {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(position === undefined ? {} : { region: { startLine: position.line, startColumn: position.column } }),
    },
  };
  const logical = object === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: field === undefined ? object : `${object} ${field}`, kind: 'object' }] };
  const location = { ...physical, ...logical };
  return Object.keys(location).length === 0 ? [] : [location];
}

function uriOf(file: string): string {
  if (isAbsolute(file)) { return pathToFileURL(file).href; }
  return file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '').split('/').map(encodeURIComponent).join('/');
}

/** What makes a finding the same one after lines above it were added: not its place, but what it is about. */
class Fingerprints {
  private readonly seen = new Map<string, number>();

  public of({ check, file, object, field, what }: Finding): string {
    const hash = createHash('sha256').update([check, file, object ?? '', object === undefined ? what : field ?? ''].join('\0')).digest('hex').slice(0, 16);
    const count = (this.seen.get(hash) ?? 0) + 1;
    this.seen.set(hash, count);
    return `${hash}:${count}`;
  }
}
