/** A configuration of Alertmanager whose one receiver has an entry for Slack. */
export function slack(entry: string, groupBy = 'alertname, namespace'): string {
  return `route:\n  receiver: on-call\n  group_by: [${groupBy}]\nreceivers:\n  - name: on-call\n    slack_configs:\n      - channel: '#alerts'\n${entry.split('\n').map((line) => `        ${line}\n`).join('')}`;
}
