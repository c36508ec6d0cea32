import { Fields, given } from './fields';

/** What a suffix of a quantity stands for: powers of ten, and of two (k8s.io/apimachinery pkg/api/resource/suffix.go). */
const TENS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const TWOS: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** How a job scrapes histograms. Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (addNativeHistogramConfig), for a Prometheus from 3.8. */
export function histogramSettings(spec: Fields): Fields {
  return given({
    scrape_native_histograms: spec.scrapeNativeHistograms ?? undefined,
    native_histogram_bucket_limit: spec.nativeHistogramBucketLimit ?? undefined,
    native_histogram_min_bucket_factor: quantity(spec.nativeHistogramMinBucketFactor),
    always_scrape_classic_histograms: spec.scrapeClassicHistograms ?? undefined,
    convert_classic_histograms_to_nhcb: spec.convertClassicHistogramsToNHCB ?? undefined,
  });
}

/** As Go has it, to the last digit: a whole number times a power of ten (k8s.io/apimachinery pkg/api/resource/quantity.go, AsApproximateFloat64). */
function quantity(value: unknown): number | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(value));
  if (match === null) { return undefined; }
  const [, sign = '', whole = '', decimals = '', exponent = '0', suffix = ''] = match;
  const tens = Number(exponent) + (TENS[suffix] ?? 0) - decimals.length;
  const amount = Number(`${sign}${whole}${decimals}`) * 2 ** (TWOS[suffix] ?? 0);
  return tens === 0 ? amount : amount * Number(`1e${tens}`);
}
