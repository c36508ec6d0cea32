import {
  BigValueColorMode, BigValueGraphMode, BigValueTextMode, DataSourceRef, GraphDrawStyle, LegendDisplayMode, LegendPlacement, LineInterpolation,
  ReduceDataOptionsBuilder, SortOrder, StackingConfigBuilder, StackingMode, TooltipDisplayMode, VisibilityMode, VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DynamicConfigValue, FieldColorBuilder, FieldColorModeId, MappingType, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { CanaryStatus } from '../../lib/facts/flagger-metrics';
import { LabelMatch } from '../../lib/prometheus/promql';
import { BuiltinCheck } from '../../lib/facts/flagger-metrics';
import { OTHER_CHECKS } from '../../lib/grafana/threshold-query';
import * as queries from './queries';

/** `$name`, never with braces: what has braces, Flux would take for a variable of its own. */
export const DATASOURCE: DataSourceRef = { type: 'prometheus', uid: '$datasource' };

const OF_CANARY = '{{namespace}}/{{name}}';

export function flagger(): Stat {
  return stat('Flagger')
    .description('The version, and how many replicas Prometheus reaches. One of them leads.')
    .withTarget(query('version', queries.flaggerVersions, '{{version}} ({{mesh_provider}})').instant())
    .withTarget(query('replicas', queries.flaggerReplicas, 'replicas').instant())
    .noValue('not scraped')
    .textMode(BigValueTextMode.ValueAndName)
    .overrideByQuery('version', [{ id: 'mappings', value: [mapped({ 1: ['running', 'green'] })] }])
    .overrideByQuery('replicas', [{ id: 'mappings', value: [mapped({ 0: ['none', 'red'] })] }])
    .span(8).height(4);
}

export function canaries(): Stat {
  return stat('Canaries now')
    .withTarget(query('failed', queries.canariesWith(CanaryStatus.FAILED), 'failed').instant())
    .withTarget(query('progressing', queries.canariesWith(CanaryStatus.PROGRESSING), 'progressing').instant())
    .withTarget(query('ok', queries.canariesWith(CanaryStatus.OTHER), 'OK').instant())
    .textMode(BigValueTextMode.ValueAndName)
    .overrideByQuery('failed', [...fixed('red'), { id: 'mappings', value: [mapped({ 0: ['0', 'text'] })] }])
    .overrideByQuery('progressing', fixed('blue'))
    .overrideByQuery('ok', fixed('green'))
    .span(16).height(4);
}

export function status(): StateTimeline {
  return timeline('Status')
    .description('OK is every phase but Progressing and Failed: waiting for approval and the promotion, too. A failed canary stays failed until '
      + 'another revision is rolled out. A canary that is being initialized has no status yet.')
    .withTarget(query('status', queries.status, OF_CANARY))
    .mappings([mapped({
      [CanaryStatus.PROGRESSING]: ['Progressing', 'blue'],
      [CanaryStatus.OTHER]: ['OK', 'green'],
      [CanaryStatus.FAILED]: ['Failed', 'red'],
    })])
    .noValue('Flagger tells of no canary: none is chosen or initialized, or it is not scraped')
    .span(24).height(10);
}

export function alerts(): StateTimeline {
  return timeline('What alerted')
    .description('The alerts about the chosen canaries, and those about Flagger and Alertmanager.')
    .withTarget(query('alerts', queries.alerts, '{{alertname}} {{namespace}} {{name}}'))
    .mappings([mapped({ 1: ['firing', 'red'] })])
    .noValue('Nothing alerted')
    .span(24).height(6);
}

export function weight(): TimeSeries {
  return lines('Weight')
    .description('Percent of the traffic, of the canaries that were rolled out in this time. Flagger forgets it when it restarts, until the next '
      + 'rollout. With the provider kubernetes it says 100 during the analysis, although no user\'s request goes to the canary.')
    .withTarget(query('canary', queries.canaryWeight, `${OF_CANARY} canary`))
    .withTarget(query('primary', queries.primaryWeight, `${OF_CANARY} primary`))
    .noValue('No rollout in this time')
    .unit('percent').min(0).max(100)
    .lineInterpolation(LineInterpolation.StepAfter)
    .overrideByQuery('primary', [{ id: 'custom.lineWidth', value: 1 }, { id: 'custom.fillOpacity', value: 0 }])
    .fillOpacity(10)
    .span(12).height(9);
}

export function rollouts(): TimeSeries {
  return lines('Rollouts that ended')
    .description('"skipped": the Canary says skipAnalysis. Needs Flagger 1.42 or newer.')
    .withTarget(query('succeeded', queries.succeeded, 'succeeded ({{analysis_status}})'))
    .withTarget(query('failed', queries.failed, 'failed'))
    .noValue('None since Flagger started')
    // A bar's width is the step, by which the query counts.
    .maxDataPoints(60)
    .drawStyle(GraphDrawStyle.Bars).fillOpacity(80)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .unit('short').decimals(0).min(0)
    .legend(legend('sum'))
    .overrideByQuery('failed', fixed('red'))
    .overrideByRegexp('^succeeded \\(completed\\)$', fixed('green'))
    .overrideByRegexp('^succeeded \\(skipped\\)$', fixed('yellow'))
    .span(12).height(9);
}

export function successRate(): TimeSeries {
  return analysis('Requests that succeed', BuiltinCheck.SUCCESS_RATE, LabelMatch.is('metric', BuiltinCheck.SUCCESS_RATE)).unit('percent').max(100);
}

export function requestDuration(): TimeSeries {
  return analysis('Duration of requests', BuiltinCheck.DURATION, LabelMatch.is('metric', BuiltinCheck.DURATION)).unit('s').axisSoftMin(0);
}

export function otherChecks(): TimeSeries {
  return analysis('Check: $check', OTHER_CHECKS, LabelMatch.matches('metric', '$check')).repeat('check').repeatDirection('h').maxPerRow(2);
}

/** The construct adds the queries `min` and `max`, and finds the panel by the `refId`. */
function analysis(title: string, refId: string, check: LabelMatch<'metric'>): TimeSeries {
  const limit = [
    ...fixed('red'),
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
    { id: 'custom.lineWidth', value: 1 },
    { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
  ];
  return lines(title)
    .description('The last value of the check, kept until the next analysis, of the canaries that were rolled out in this time; dashed, its limits as '
      + 'they are now.')
    .withTarget(query(refId, queries.analysis(check), OF_CANARY))
    .noValue('No analysis in this time')
    .overrideByQuery('min', limit)
    .overrideByQuery('max', limit)
    .span(12).height(9);
}

function query(refId: string, expr: object, legendFormat: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).expr(expr.toString()).legendFormat(legendFormat).datasource(DATASOURCE).range();
}

function stat(title: string): Stat {
  return new Stat().title(title).datasource(DATASOURCE)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .colorMode(BigValueColorMode.Value).graphMode(BigValueGraphMode.None);
}

function timeline(title: string): StateTimeline {
  return new StateTimeline().title(title).datasource(DATASOURCE)
    .mergeValues(true).showValue(VisibilityMode.Auto).rowHeight(0.8).fillOpacity(80).lineWidth(0).perPage(20)
    .legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).calcs([]))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None));
}

function lines(title: string): TimeSeries {
  return new TimeSeries().title(title).datasource(DATASOURCE)
    .lineWidth(2).showPoints(VisibilityMode.Never).legend(legend('lastNotNull'))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
}

function legend(calculation: string): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.Table).placement(LegendPlacement.Bottom).calcs([calculation]);
}

function fixed(color: string): DynamicConfigValue[] {
  return [{ id: 'color', value: new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(color).build() }];
}

function mapped(values: { readonly [value: number]: readonly [text: string, color: string] }): ValueMapping {
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(Object.entries(values).map(([value, [text, color]], index) => [value, { text, color, index }])),
  };
}
