import { Check } from '../check';
import { isPatch } from '../schema/patch-files';
import { endpointsOf, flaggerMonitors } from './flagger-monitor';

/** A monitor of Flagger without honorLabels: every canary is in Flagger's namespace. */
export const honorLabels: Check = {
  id: 'reference/honor-labels',
  run: (world, report) => {
    // Who asks for exported_namespace knows.
    if (world.rules.some(({ expr }) => /\bflagger_/.test(expr) && expr.includes('exported_namespace'))) { return; }
    for (const values of world.flaggerValues) {
      for (const kind of ['podMonitor', 'serviceMonitor']) {
        const at = values.at(kind);
        const given = at.at('honorLabels');
        if (at.at('enabled').value !== true || given.value === true || typeof given.value === 'string') { continue; }
        report(given.exists ? given : at.at('enabled'), {
          severity: 'warning',
          what: `the ${kind} of Flagger's chart scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger's own`,
          value: given.exists ? String(given.value) : undefined, allowed: ALLOWED, fix: `${kind}: { enabled: true, honorLabels: true }`,
        });
      }
    }
    const { job, honorLabels: isHonored, assuming } = world.scrape;
    // Where relabelings may put it right, only the cluster knows.
    if (job !== undefined && !isHonored && !job.at('metric_relabel_configs').exists) {
      const given = job.at('honor_labels');
      report(given.exists ? given : job, {
        severity: assuming === undefined ? 'error' : 'warning',
        what: `the job ${job.at('job_name').text ?? ''} scrapes Flagger without honor_labels: the label namespace of every canary becomes Flagger's own`,
        value: given.exists ? String(given.value) : undefined, allowed: ALLOWED.replace('honorLabels', 'honor_labels'),
        fix: assuming === undefined ? 'add honor_labels: true' : 'a job of its own for Flagger, before this one, with honor_labels: true', assuming,
      });
    }
    for (const monitor of flaggerMonitors(world)) {
      if (isPatch(world, monitor)) { continue; }
      for (const endpoint of endpointsOf(monitor)) {
        const relabelings = [...endpoint.at('metricRelabelings').items, ...endpoint.at('relabelings').items];
        const isMended = relabelings.some((each) => /exported_namespace/.test(`${each.at('regex').text ?? ''} ${each.at('sourceLabels').items.map(({ text }) => text ?? '').join(' ')}`));
        if (endpoint.at('honorLabels').value === true || isMended || (endpoint.text ?? '').includes('${') || typeof endpoint.at('honorLabels').value === 'string') { continue; }
        report(endpoint.at('honorLabels').exists ? endpoint.at('honorLabels') : endpoint, {
          severity: 'error',
          what: `${monitor.kind} ${monitor.name} scrapes Flagger without honorLabels: the label namespace of every canary becomes Flagger's own`,
          value: endpoint.at('honorLabels').exists ? String(endpoint.at('honorLabels').value) : undefined,
          allowed: ALLOWED,
          fix: 'add honorLabels: true',
        });
      }
    }
  },
};

const ALLOWED = 'honorLabels: true; otherwise the canary\'s namespace is in exported_namespace, and alerts are routed and told by the wrong one';
