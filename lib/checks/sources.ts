import { Located } from './located';
import type { ManifestObject } from './world';

/** A rule of Prometheus, wherever it was written. */
export interface RuleSource {
  /** The rule. */
  readonly at: Located;
  /** Its group. */
  readonly group: Located;
  /** The group's name. */
  readonly groupName: string;
  /** The alert's name; undefined for a recording rule. */
  readonly alert?: string;
  /** The recorded series; undefined for an alert. */
  readonly record?: string;
  readonly expr: string;
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
  /** The group's interval as it is written; undefined where Prometheus' own counts. */
  readonly interval?: string;
  /** `for` as it is written. */
  readonly for?: string;
  /** The object that holds it; undefined in a bare rule file. */
  readonly owner?: ManifestObject;
}

/** A configuration of Alertmanager, wherever it was written. */
export interface AlertmanagerSource {
  /** The configuration: `route`, `receivers` and so on are below it. */
  readonly at: Located;
  /** The message templates that stand beside it, by file name. */
  readonly templates: readonly { readonly name: string; readonly at: Located }[];
  /** How it reaches Alertmanager: `values` are merged with those of the chart, `text` is a text of theirs. */
  readonly via: 'secret' | 'values' | 'text' | 'file';
  /** Whether Helm fills in what stands in `{{ }}`, before Alertmanager reads it. */
  readonly isTemplate?: boolean;
  /** The object that holds it; undefined in a plain file. */
  readonly owner?: ManifestObject;
}
