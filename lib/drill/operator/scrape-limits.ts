import { Fields, given, text } from './fields';

/** The limits by their field in a monitor and in prometheus.yaml; a Prometheus enforces them by `enforced…`. */
const LIMITS = {
  sampleLimit: 'sample_limit', targetLimit: 'target_limit', labelLimit: 'label_limit', labelNameLengthLimit: 'label_name_length_limit',
  labelValueLengthLimit: 'label_value_length_limit', keepDroppedTargets: 'keep_dropped_targets',
};

/** What a byte size's unit stands for, as Prometheus reads it (alecthomas/units ParseBase2Bytes). */
const UNITS: Readonly<Record<string, number>> = {
  '': 1, B: 1, KB: 2 ** 10, KiB: 2 ** 10, MB: 2 ** 20, MiB: 2 ** 20, GB: 2 ** 30, GiB: 2 ** 30, TB: 2 ** 40, TiB: 2 ** 40, PB: 2 ** 50, PiB: 2 ** 50, EB: 2 ** 60, EiB: 2 ** 60,
};

/**
 * The limits of a job: its monitor's, or the enforced one where that is less. A monitor without a limit takes the global one.
 * Source: prometheus-operator v0.93.0 pkg/prometheus/promcfg.go (getLimit, getLowerByteSize).
 */
export function jobLimits(spec: Fields, prometheus: Fields): Fields {
  const limits = Object.entries(LIMITS).map(([field, name]) => {
    const [own, enforced] = [amount(spec[field]), amount(prometheus[enforcedName(field)])];
    return [name, enforced === 0 ? spec[field] ?? undefined : own === 0 ? undefined : Math.min(own, enforced)];
  });
  const [own, enforced] = [text(spec.bodySizeLimit), text(prometheus.enforcedBodySizeLimit)];
  const body = own === undefined || (enforced !== undefined && bytes(own) > bytes(enforced)) ? enforced : own;
  return given({ ...Object.fromEntries(limits) as Fields, body_size_limit: body });
}

/** The limits for jobs that have none of their own (appendScrapeLimits). */
export function globalLimits(prometheus: Fields): Fields {
  const limits = Object.entries(LIMITS).map(([field, name]) => {
    const [own, enforced] = [amount(prometheus[field]), amount(prometheus[enforcedName(field)])];
    const limit = own > 0 && enforced > 0 ? Math.min(own, enforced) : own > 0 ? own : enforced;
    return [name, limit > 0 ? limit : undefined];
  });
  return given({ ...Object.fromEntries(limits) as Fields, body_size_limit: prometheus.bodySizeLimit ?? text(prometheus.enforcedBodySizeLimit) });
}

function enforcedName(field: string): string {
  return `enforced${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

function amount(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function bytes(size: string): number {
  return [...size.matchAll(/([\d.]+)([A-Za-z]*)/g)].reduce((total, [, number, unit]) => total + Number(number) * (UNITS[unit ?? ''] ?? 0), 0);
}
