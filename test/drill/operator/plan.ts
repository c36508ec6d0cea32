import { parse, stringify } from 'yaml';
import { Document } from '../../../lib/checks/document';
import { CheckOptions } from '../../../lib/checks/options';
import { readWorld } from '../../../lib/checks/read';
import { fields } from '../../../lib/drill/operator/fields';
import { planOf } from '../../../lib/drill/operator';
import { Plan } from '../../../lib/drill/plan';

/** The plan of documents that stand in a file each. */
export function planOfDocuments(documents: readonly object[], options: CheckOptions = {}): Plan {
  return planOf(readWorld(documents.flatMap((each, index) => Document.read(stringify(each), `file-${index}.yaml`)), options));
}

/** Alertmanager's configuration in a plan, parsed. */
export function alertmanagerOf(plan: Plan): Record<string, unknown> {
  return { ...fields(parse(plan.alertmanager?.config ?? 'null')) };
}

/** The names of a plan's scrape jobs. */
export function jobsOf(plan: Plan): string[] {
  return plan.prometheus.scrape_configs.map((job) => String(fields(job)['job_name']));
}

/** An object of the operator. */
export function object(kind: string, name: string, spec: object, metadata: object = {}): object {
  const version = kind === 'AlertmanagerConfig' ? 'v1alpha1' : 'v1';
  return { apiVersion: `monitoring.coreos.com/${version}`, kind, metadata: { name, namespace: 'monitoring', ...metadata }, spec };
}

/** A Secret, its keys as plain texts. */
export function secret(name: string, stringData: Record<string, string>, namespace = 'monitoring'): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
}
