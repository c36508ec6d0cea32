import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Finding } from '../checks/finding';
import { CheckOptions } from '../checks/options';
import { SourceFile, surveyFiles } from '../checks/run';
import { secondsOf } from '../checks/scrape';
import { invalid } from '../invalid';
import { FAIL_ON, failing, FailOn, findingMessage, summary } from '../report';
import { withoutSecrets } from '../report/hidden';

/** What cdk8s-cli gives a plugin, as far as this one needs it. Source: cdk8s-cli 2.207.60 lib/plugins/validation.d.ts. */
export interface ValidationContext {
  /** The paths of the manifests. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [name: string]: string }): void;
  };
}

/** One finding, as cdk8s-cli tells it. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}

/** The `properties` of the plugin in cdk8s.yaml. */
export interface ValidationProperties {
  /** From which severity on the validation fails: error, warning, info or never; else error. */
  readonly failOn?: FailOn;
  /** Within how long a failure must be told, such as 30s. */
  readonly promise?: string;
  readonly noCrossNamespaceRefs?: boolean;
  readonly selectorLabels?: { readonly [label: string]: string };
  /** Checks and families. */
  readonly only?: readonly string[];
}

const PROPERTIES = ['failOn', 'promise', 'noCrossNamespaceRefs', 'selectorLabels', 'only'];

/**
 * The checks as a validation plugin of `cdk8s synth`. In cdk8s.yaml:
 *
 * ```text
 * validations:
 *   - package: ./node_modules/cdk8s-canary-alerting/build/lib/validation
 *     class: CanaryAlertingValidation
 *     version: 0.1.0
 * ```
 *
 * The package is a path: by a bare name cdk8s-cli would install a second copy.
 */
export class CanaryAlertingValidation {
  private readonly failOn: FailOn;
  private readonly options: CheckOptions;

  public constructor(properties: ValidationProperties = {}) {
    const { failOn = 'error', promise, ...rest } = properties;
    const surplus = Object.keys(properties).filter((name) => !PROPERTIES.includes(name));
    if (surplus.length > 0) { throw invalid({ at: 'cdk8s.yaml', what: `CanaryAlertingValidation has no property ${surplus.join(', ')}`, allowed: PROPERTIES.join(', ') }); }
    if (!FAIL_ON.includes(failOn)) { throw invalid({ at: 'cdk8s.yaml', what: 'failOn is none of the severities', value: failOn, allowed: FAIL_ON.join(', ') }); }
    const seconds = secondsOf(promise);
    if (promise !== undefined && seconds === undefined) { throw invalid({ at: 'cdk8s.yaml', what: 'promise is no duration', value: promise, fix: '30s' }); }
    this.failOn = failOn;
    this.options = { ...rest, promise: seconds };
  }

  /** Checks the manifests, and tells each error and warning. */
  public validate(context: ValidationContext): Promise<void> {
    const files = context.manifests.map((path): SourceFile => ({ path, text: readFileSync(path, 'utf8') }));
    const { findings, objects } = surveyFiles(files, this.options);
    const told = findings.filter(({ severity }) => severity !== 'info' || this.failOn === 'info');
    for (const finding of told) { context.report.addViolation(violation(finding)); }
    context.report.submit(failing(findings, this.failOn).length > 0 ? 'failure' : 'success', { Findings: summary(told, { files: files.length, objects }) });
    return Promise.resolve();
  }
}

function violation(finding: Finding): Violation {
  const { check, severity, object, field, file = '', position, fix } = finding;
  const place = position === undefined ? relative(process.cwd(), file) : `${relative(process.cwd(), file)}:${position.line}:${position.column}`;
  return {
    ruleName: check,
    // What to do has a line of its own there.
    recommendation: `${severity}: ${findingMessage({ ...finding, fix: undefined }).replaceAll('\n', '\n    ')}`,
    fix: fix === undefined ? `see canary-alerting check --explain-check ${check}` : withoutSecrets(fix),
    // With the bare name cdk8s-cli would tell the path of any construct of that name, in whatever namespace.
    violatingResources: [{ resourceName: object ?? file, locations: [field === undefined ? place : `${place} ${field}`], manifestPath: file }],
  };
}
