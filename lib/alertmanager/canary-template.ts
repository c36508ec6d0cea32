import { invalid } from '../invalid';

/**
 * The texts of our messages, one set for each service's own markup. They take any group of alerts: what all alerts have in
 * common stands in the title, each firing alert has its own lines, a resolved one has a single line, so that good news does
 * not look like a new incident; a label or annotation that is missing leaves no trace.
 *
 * They read the labels `alertname`, `namespace` and `name`, and the annotations `summary`, `description`, `runbook_url` and
 * `dashboard_url`; and they link to Alertmanager's page for a silence of the one alert, as far as its `--web.external-url` leads there.
 */

/** The template file's name among the keys of the configuration's Secret. */
export const CANARY_TEMPLATE_FILE = 'canary-alerting.tmpl';

/** Status, alert, canary and cluster in one line: `[FIRING] CanaryFailed shop/podinfo (production)`. */
export const CANARY_TITLE = '{{ template "canary.title" . }}';

/** Plain text. */
export const CANARY_TEXT = '{{ template "canary.text" . }}';

/** Slack's mrkdwn. */
export const CANARY_SLACK_TEXT = '{{ template "canary.slack" . }}';

/** Markdown, as Teams, Discord and Rocket.Chat read it. */
export const CANARY_MARKDOWN = '{{ template "canary.markdown" . }}';

/** An HTML page. */
export const CANARY_HTML = '{{ template "canary.html" . }}';

/** The few HTML tags that Telegram knows. */
export const CANARY_TELEGRAM = '{{ template "canary.telegram" . }}';

/** The template file, with the cluster's name where messages shall say it; else they say the label `cluster` that Prometheus gives its alerts. */
export function canaryTemplate(clusterName?: string): string {
  return TEMPLATE.replace('CLUSTER', () => (clusterName === undefined ? '{{ with .CommonLabels.cluster }} ({{ . }}){{ end }}' : ` (${clusterName})`));
}

const TEMPLATE = `{{ define "canary.title" -}}
[{{ if eq .Status "firing" }}FIRING{{ if gt (len .Alerts.Firing) 1 }}:{{ len .Alerts.Firing }}{{ end }}{{ else }}RESOLVED{{ end }}]
{{- with .CommonLabels.alertname }} {{ . }}{{ else }} {{ len .Alerts }} alerts{{ end }}
{{- if .CommonLabels.name }} {{ with .CommonLabels.namespace }}{{ . }}/{{ end }}{{ .CommonLabels.name }}
{{- else }}{{ with .CommonLabels.namespace }} in {{ . }}{{ end }}{{ end }}
{{- template "canary.cluster" . }}
{{- end }}

{{ define "canary.cluster" }}CLUSTER{{ end }}

{{ define "canary.silence.filter" -}}
%7Balertname%3D%22{{ .Labels.alertname | urlquery }}%22
{{- with .Labels.namespace }}%2Cnamespace%3D%22{{ . | urlquery }}%22{{ end }}
{{- with .Labels.name }}%2Cname%3D%22{{ . | urlquery }}%22{{ end }}%7D
{{- end }}

{{ define "canary.summary" -}}
{{ if .Annotations.summary }}{{ .Annotations.summary }}{{ else }}{{ .Labels.alertname }}
{{- if .Labels.name }} {{ with .Labels.namespace }}{{ . }}/{{ end }}{{ .Labels.name }}
{{- else }}{{ with .Labels.namespace }} in {{ . }}{{ end }}{{ end }}{{ end }}
{{- end }}

{{ define "canary.text" -}}
{{ range $index, $alert := .Alerts.Firing }}{{ if $index }}

{{ end }}{{ template "canary.summary" . }}
{{- with .Annotations.description }}
{{ . }}{{ end }}
{{- with .Annotations.runbook_url }}
Runbook: {{ . }}{{ end }}
{{- with .Annotations.dashboard_url }}
Dashboard: {{ . }}{{ end }}
{{- with $.ExternalURL }}
Silence: {{ . }}/#/silences/new?filter={{ template "canary.silence.filter" $alert }}{{ end }}
{{- end }}
{{- if and .Alerts.Firing .Alerts.Resolved }}

{{ end }}
{{- range $index, $alert := .Alerts.Resolved }}{{ if $index }}
{{ end }}Resolved: {{ template "canary.summary" . }}
{{- end }}
{{- end }}

{{ define "canary.slack.escaped" -}}
{{ . | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}
{{- end }}

{{ define "canary.slack.summary" -}}
{{ if .Annotations.summary }}{{ template "canary.slack.escaped" .Annotations.summary }}{{ else }}{{ template "canary.summary" . }}{{ end }}
{{- end }}

{{ define "canary.slack" -}}
{{ range $index, $alert := .Alerts.Firing }}{{ if $index }}

{{ end }}*{{ template "canary.slack.summary" . }}*
{{- with .Annotations.description }}
{{ template "canary.slack.escaped" . }}{{ end }}
{{- if or .Annotations.runbook_url .Annotations.dashboard_url $.ExternalURL }}
{{ end }}
{{- with .Annotations.runbook_url }}<{{ . }}|Runbook>{{ end }}
{{- if and .Annotations.runbook_url .Annotations.dashboard_url }} | {{ end }}
{{- with .Annotations.dashboard_url }}<{{ . }}|Dashboard>{{ end }}
{{- if and $.ExternalURL (or .Annotations.runbook_url .Annotations.dashboard_url) }} | {{ end }}
{{- with $.ExternalURL }}<{{ . }}/#/silences/new?filter={{ template "canary.silence.filter" $alert }}|Silence>{{ end }}
{{- end }}
{{- if and .Alerts.Firing .Alerts.Resolved }}

{{ end }}
{{- range $index, $alert := .Alerts.Resolved }}{{ if $index }}
{{ end }}Resolved: {{ template "canary.slack.summary" . }}
{{- end }}
{{- end }}

{{ define "canary.markdown" -}}
{{ range $index, $alert := .Alerts.Firing }}{{ if $index }}

{{ end }}**{{ template "canary.summary" . }}**
{{- with .Annotations.description }}

{{ . }}{{ end }}
{{- if or .Annotations.runbook_url .Annotations.dashboard_url $.ExternalURL }}

{{ end }}
{{- with .Annotations.runbook_url }}[Runbook]({{ . }}){{ end }}
{{- if and .Annotations.runbook_url .Annotations.dashboard_url }} | {{ end }}
{{- with .Annotations.dashboard_url }}[Dashboard]({{ . }}){{ end }}
{{- if and $.ExternalURL (or .Annotations.runbook_url .Annotations.dashboard_url) }} | {{ end }}
{{- with $.ExternalURL }}[Silence]({{ . }}/#/silences/new?filter={{ template "canary.silence.filter" $alert }}){{ end }}
{{- end }}
{{- if and .Alerts.Firing .Alerts.Resolved }}

{{ end }}
{{- range $index, $alert := .Alerts.Resolved }}{{ if $index }}

{{ end }}Resolved: {{ template "canary.summary" . }}
{{- end }}
{{- end }}

{{ define "canary.html" -}}
<!DOCTYPE html>
<html>
<body style="font-family: sans-serif">
<h2>{{ template "canary.title" . }}</h2>
{{ range $alert := .Alerts.Firing }}<p><b>{{ template "canary.summary" . }}</b>
{{- with .Annotations.description }}<br>{{ . }}{{ end }}
{{- with .Annotations.runbook_url }}<br><a href="{{ . }}">Runbook</a>{{ end }}
{{- with .Annotations.dashboard_url }}<br><a href="{{ . }}">Dashboard</a>{{ end }}
{{- with $.ExternalURL }}<br><a href="{{ . }}/#/silences/new?filter={{ template "canary.silence.filter" $alert }}">Silence</a>{{ end }}</p>
{{ end }}
{{- range .Alerts.Resolved }}<p>Resolved: {{ template "canary.summary" . }}</p>
{{ end }}</body>
</html>
{{- end }}

{{ define "canary.telegram" -}}
<b>{{ template "canary.title" . }}</b>
{{- range $alert := .Alerts.Firing }}

{{ template "canary.summary" . }}
{{- with .Annotations.description }}
{{ . }}{{ end }}
{{- with .Annotations.runbook_url }}
<a href="{{ . }}">Runbook</a>{{ end }}
{{- with .Annotations.dashboard_url }}
<a href="{{ . }}">Dashboard</a>{{ end }}
{{- with $.ExternalURL }}
<a href="{{ . }}/#/silences/new?filter={{ template "canary.silence.filter" $alert }}">Silence</a>{{ end }}
{{- end }}
{{- range .Alerts.Resolved }}

Resolved: {{ template "canary.summary" . }}
{{- end }}
{{- end }}
`;

/** The template file where no cluster is named. */
export const CANARY_TEMPLATE = canaryTemplate();

/** Refuses a name that would not stand in a message as it is given. */
export function checkClusterName(at: string, clusterName: string | undefined): void {
  if (clusterName === undefined || typeof clusterName === 'string' && /^[\w.:/-][\w .:/-]{0,62}$/.test(clusterName)) { return; }
  throw invalid({ at, what: 'clusterName is none that each service shows as it stands', value: clusterName, allowed: 'at most 63 letters, digits, blanks, "-", "_", ".", ":" and "/"', fix: 'clusterName: \'production\'' });
}
