import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import {
  AnnotationQueryBuilder, DashboardBuilder, DashboardCursorSync, DatasourceVariableBuilder, QueryVariableBuilder, VariableRefresh, VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { BuiltinCheck } from '../lib/facts/flagger-metrics';
import * as panels from './dashboard/panels';
import * as queries from './dashboard/queries';

/**
 * Makes lib/grafana/canaries.dashboard.json, which is generated and never edited. grafana-foundation-sdk is needed here
 * alone: what is shipped is the JSON.
 */

const FILE = 'lib/grafana/canaries.dashboard.json';
const USAGE = `npm run dashboard              makes ${FILE}
npm run dashboard -- --check   writes nothing, and fails when it is not what would be made`;

/** The dashboard, without what the construct sets. */
export function dashboardJson(): string {
  const all = [
    panels.flagger(), panels.canaries(),
    panels.status(), panels.alerts(), panels.weight(), panels.rollouts(),
    panels.successRate(), panels.requestDuration(), panels.otherChecks(),
  ];
  const builder = new DashboardBuilder('Canaries')
    .description('Flagger\'s canaries: how far their rollouts are, what their analysis measures, and what alerted.')
    .tags(['flagger', 'canary'])
    .timezone('browser')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'))
    .withVariable(choice('namespace', 'Namespace', queries.namespaces).allValue('.+'))
    // Flagger's label `name` is the target's name. All of hundreds of names would be written into each query one by one.
    .withVariable(choice('name', 'Target', queries.names).allValue('.+'))
    // Here all must be those that there are, so that none means none.
    .withVariable(choice('check', 'Other checks', queries.checks).regex(`/^(?!(?:${BuiltinCheck.SUCCESS_RATE}|${BuiltinCheck.DURATION})$).+/`))
    .annotation(new AnnotationQueryBuilder()
      .name('Alerts').datasource(panels.DATASOURCE).enable(true).iconColor('red')
      .target(new DataqueryBuilder().refId('alerts').expr(queries.alerts.toString()).interval('30s').range())
      .titleFormat('{{alertname}}').textFormat('{{namespace}} {{name}}').tagKeys('severity'));
  all.forEach((panel, index) => builder.withPanel(panel.id(index + 1)));
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}

function choice(name: string, label: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name).label(label).datasource(panels.DATASOURCE)
    .query(query).definition(query)
    // With the time: a canary of last week is offered when last week is looked at.
    .refresh(VariableRefresh.OnTimeRangeChanged).sort(VariableSort.AlphabeticalAsc)
    .multi(true).includeAll(true)
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** The command: prints, and returns the exit code (1 where the file is not current, 2 for wrong arguments). */
export function main(args: readonly string[], root: string): number {
  let check: boolean | undefined;
  try {
    ({ check } = parseArgs({ args: [...args], options: { check: { type: 'boolean' } } }).values);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const file = path.join(root, FILE);
  const made = dashboardJson();
  const current = existsSync(file) && readFileSync(file, 'utf8') === made;
  if (check !== true) {
    if (!current) { writeFileSync(file, made); }
    console.log(`${FILE}: ${current ? 'not changed' : 'made'}`);
    return 0;
  }
  if (current) {
    console.log(`${FILE} is current`);
    return 0;
  }
  console.error(`${FILE} is not current. Run npm run dashboard and commit what it makes.`);
  return 1;
}

if (require.main === module) { process.exitCode = main(process.argv.slice(2), path.resolve(__dirname, '..')); }
