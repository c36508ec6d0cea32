import { Located } from './located';

/** Who reads a text of an object as YAML. */
export type EmbeddedReader = 'alertmanager' | 'helm' | 'prometheus' | 'chart';

/** A text of an object that somebody reads as YAML. */
export interface EmbeddedText {
  readonly reader: EmbeddedReader;
  /** The text. */
  readonly text: Located;
  /** What is in it, each document at its place. */
  readonly documents: readonly Located[];
}

/** Who reads a text of a ConfigMap, by what it says at its beginning of lines, so that it may be broken; undefined where nothing shows it. */
export function readerOf(text: string): EmbeddedReader | undefined {
  if (/^groups:/m.test(text) && /^[\s-]*(?:alert|record):/m.test(text)) { return 'prometheus'; }
  if (/^route:/m.test(text) && /^receivers:/m.test(text)) { return 'alertmanager'; }
  return /^(?:alertmanager|prometheus|additionalPrometheusRulesMap|meshProvider|metricsServer):/m.test(text) ? 'chart' : undefined;
}
