import { bareName, quotedText } from './query-text';

/** Which values are asked for. */
export interface InfluxdbMeanOptions {
  /** The bucket. */
  readonly bucket: string;

  /** The measurement. */
  readonly measurement: string;

  /** The field. */
  readonly field: string;

  /**
   * Which rows: tags and their values, which may have functions of Flagger's template.
   *
   * @default - all
   */
  readonly tags?: { [tag: string]: string };
}

/** Writes queries of a MetricTemplate in InfluxData's language Flux. Without a row the value is 0: only a `min` above it fails without traffic. */
export class InfluxdbQuery {
  /**
   * The mean of a field, as a float, which alone Flagger reads.
   *
   * @param options Which values.
   */
  public static mean(options: InfluxdbMeanOptions): string {
    const at = 'InfluxdbQuery.mean';
    const { bucket, measurement, field, tags = {} } = options;
    const conditions = [
      ['_measurement', measurement], ['_field', field], ...Object.entries(tags),
    ].map(([name, value]) => `r[${quotedText(at, bareName(at, 'tag', name as string, /^[^\s"]+$/), '"')}] == ${quotedText(at, value as string, '"')}`);
    return `from(bucket: ${quotedText(at, bucket, '"')}) |> range(start: -{{ interval }}) |> filter(fn: (r) => ${conditions.join(' and ')}) |> toFloat() |> group() |> mean()`;
  }

  private constructor() {}
}
