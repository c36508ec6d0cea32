/**
 * The texts of our messages, one set for each service's own markup. They take any group of alerts: what all alerts have in
 * common stands in the title, each firing alert has its own lines, a resolved one has a single line, so that good news does
 * not look like a new incident; a label or annotation that is missing leaves no trace.
 *
 * They read the labels `alertname`, `namespace` and `name`, and the annotations `summary`, `description`, `runbook_url` and
 * `dashboard_url`.
 */

/** The template file's name among the keys of the configuration's Secret. */
export const CANARY_TEMPLATE_FILE = 'canary-alerting.tmpl';

/** Status, alert and canary in one line: `[FIRING] CanaryFailed shop/podinfo`. */
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

/** The template file. */
export const CANARY_TEMPLATE = `{{ define "canary.title" -}}
[{{ if eq .Status "firing" }}FIRING{{ if gt (len .Alerts.Firing) 1 }}:{{ len .Alerts.Firing }}{{ end }}{{ else }}RESOLVED{{ end }}]
{{- with .CommonLabels.alertname }} {{ . }}{{ else }} {{ len .Alerts }} alerts{{ end }}
{{- if .CommonLabels.name }} {{ with .CommonLabels.namespace }}{{ . }}/{{ end }}{{ .CommonLabels.name }}
{{- else }}{{ with .CommonLabels.namespace }} in {{ . }}{{ end }}{{ end }}
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
{{- if or .Annotations.runbook_url .Annotations.dashboard_url }}
{{ end }}
{{- with .Annotations.runbook_url }}<{{ . }}|Runbook>{{ end }}
{{- if and .Annotations.runbook_url .Annotations.dashboard_url }} | {{ end }}
{{- with .Annotations.dashboard_url }}<{{ . }}|Dashboard>{{ end }}
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
{{- if or .Annotations.runbook_url .Annotations.dashboard_url }}

{{ end }}
{{- with .Annotations.runbook_url }}[Runbook]({{ . }}){{ end }}
{{- if and .Annotations.runbook_url .Annotations.dashboard_url }} | {{ end }}
{{- with .Annotations.dashboard_url }}[Dashboard]({{ . }}){{ end }}
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
{{ range .Alerts.Firing }}<p><b>{{ template "canary.summary" . }}</b>
{{- with .Annotations.description }}<br>{{ . }}{{ end }}
{{- with .Annotations.runbook_url }}<br><a href="{{ . }}">Runbook</a>{{ end }}
{{- with .Annotations.dashboard_url }}<br><a href="{{ . }}">Dashboard</a>{{ end }}</p>
{{ end }}
{{- range .Alerts.Resolved }}<p>Resolved: {{ template "canary.summary" . }}</p>
{{ end }}</body>
</html>
{{- end }}

{{ define "canary.telegram" -}}
<b>{{ template "canary.title" . }}</b>
{{- range .Alerts.Firing }}

{{ template "canary.summary" . }}
{{- with .Annotations.description }}
{{ . }}{{ end }}
{{- with .Annotations.runbook_url }}
<a href="{{ . }}">Runbook</a>{{ end }}
{{- with .Annotations.dashboard_url }}
<a href="{{ . }}">Dashboard</a>{{ end }}
{{- end }}
{{- range .Alerts.Resolved }}

Resolved: {{ template "canary.summary" . }}
{{- end }}
{{- end }}
`;
