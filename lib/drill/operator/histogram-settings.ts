import { Fields, given } from './fields';

/** What a suffix of a quantity stands for (k8s.io/apimachinery pkg/api/resource/suffix.go). */
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
};

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

function quantity(value: unknown): number | undefined {
  const match = /^([+-]?[\d.]+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(value));
  return match === null ? undefined : Number(`${match[1]}${match[2] ?? ''}`) * (SUFFIXES[match[3] ?? ''] ?? 1);
}
