import { analysesOf, CanaryAnalysis, goSeconds, Webhook } from '../canary-analysis';
import { Check, Report } from '../check';
import { Located } from '../located';

/** Webhooks that take too long, that nobody answers, or that cannot read what Flagger sends. */
export const webhook: Check = {
  id: 'analysis/webhook',
  run: (world, report) => {
    for (const values of world.flaggerValues) { checkReceiver(values.at('eventWebhook'), 'Flagger\'s eventWebhook', values.at('eventWebhook').text ?? '', report); }
    for (const analysis of analysesOf(world)) {
      checkTime(analysis, report);
      for (const each of analysis.webhooks) {
        checkReceiver(each.at.at('url'), `the webhook ${each.name}`, each.url, report, REFUSED[each.type]);
        checkGate(analysis, each, report);
      }
    }
  },
};

function checkTime({ at, webhooks, intervalSeconds }: CanaryAnalysis, report: Report): void {
  const rollout = webhooks.filter(({ type }) => type === 'rollout').map((each) => ({ each, longest: (goSeconds(each.at.at('timeout').text) ?? 10) * (1 + Math.max(0, each.at.at('retries').number ?? 0)) }));
  const sum = rollout.reduce((total, { longest }) => total + longest, 0);
  if (rollout.length === 0 || sum < intervalSeconds) { return; }
  const { each } = rollout.reduce((slowest, one) => one.longest > slowest.longest ? one : slowest);
  report(each.at.at('timeout').exists ? each.at.at('timeout') : rollout.length === 1 ? each.at : at.at('webhooks'), {
    severity: 'warning', what: 'the rollout webhooks may take longer than the analysis interval', value: `${sum} s (${rollout.map(({ each: { name }, longest }) => `${name} ${longest} s`).join(', ')}), every ${intervalSeconds} s`,
    allowed: 'in sum less than the interval, each with its timeout (10s unless given) and its retries: they are called one after the other at every check', fix: 'timeout: 5s, or a longer interval',
  });
}

/**
 * What follows where the answer of a webhook counts and is a refusal.
 * Source: fluxcd/flagger v1.44.0 pkg/controller/scheduler_hooks.go.
 */
const REFUSED: { readonly [type: string]: string } = {
  'rollout': 'every check fails, and each revision is rolled back',
  'pre-rollout': 'no revision gets any traffic, and each is rolled back',
  'confirm-rollout': 'no revision is ever analysed',
  'confirm-traffic-increase': 'no revision gets more traffic',
  'confirm-promotion': 'no revision is ever promoted',
};

/** Chat services by the hosts of their webhooks. A workflow of Microsoft's takes any text at first. */
const CHATS: readonly { readonly name: string; readonly host: RegExp; readonly answersYes?: true }[] = [
  { name: 'Slack', host: /^hooks\.slack/ },
  { name: 'Microsoft Teams', host: /(?:\.webhook|^outlook)\.office\.com$/ },
  { name: 'Microsoft Teams', host: /\.logic\.azure\.com$|\.powerplatform\.com$/, answersYes: true },
  { name: 'Discord', host: /^(?:www\.)?discord(?:app)?\.com$/ },
  { name: 'Google Chat', host: /^chat\.googleapis\.com$/ },
];

function checkReceiver(at: Located, name: string, url: string, report: Report, then?: string): void {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  const chat = CHATS.find((each) => each.host.test(host));
  if (chat !== undefined) {
    report(at, { severity: 'error', what: `${name} posts Flagger's own JSON to ${chat.name}, which refuses it${then === undefined || chat.answersYes === true ? '' : `: ${then}`}`, allowed: 'a receiver that reads {name, namespace, phase, checksum, metadata} (pkg/controller/webhook.go)', fix: `an AlertProvider for ${chat.name}, and analysis.alerts` });
  } else if (/^(?:notification-controller|webhook-receiver)(?:\.|$)/.test(host) && !/^https?:\/\/[^/]*\/hook\//i.test(url)) {
    // A Receiver of Flux, which is asked at /hook/, takes any text.
    report(at, {
      severity: 'error', what: `${name} posts to Flux' notification-controller, which discards what Flagger sends`, value: url,
      allowed: 'a receiver of Flagger\'s own JSON: it is no event of Flux, and is answered with 202 or 429 and dropped (fluxcd/notification-controller v1.9.3 internal/server/event_server.go)', fix: 'an AlertProvider and analysis.alerts',
    });
  }
}

function checkGate({ canary, strategy }: CanaryAnalysis, { at, name, type, url }: Webhook, report: Report): void {
  const path = url.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '').replace(/\/$/, '');
  if (type === 'confirm-traffic-increase' && strategy !== 'canary') {
    report(at.at('type'), { severity: 'warning', what: `the gate ${name} is never asked: the canary ${canary.name} shifts no weight`, value: type, allowed: 'confirm-traffic-increase only where weight is shifted (pkg/controller/scheduler.go advanceCanary)', fix: 'type: confirm-promotion' });
    return;
  }
  if (type === 'rollback' && path === '/gate/approve') {
    report(at.at('url'), { severity: 'error', what: `the webhook ${name} rolls back every revision: its answer is always yes`, value: path, allowed: '/rollback/check, which says yes after somebody opened it (pkg/loadtester/server.go)', fix: 'url: http://…/rollback/check' });
  }
  if (!type.startsWith('confirm-')) { return; }
  if (path === '/gate/halt') {
    report(at.at('url'), { severity: 'warning', what: `the gate ${name} never opens: the load tester's /gate/halt always says no`, value: path, allowed: '/gate/check, which somebody can open (pkg/loadtester/server.go)', fix: 'url: http://…/gate/check' });
  } else if (path === '/gate/check') {
    report(at.at('url'), { severity: 'info', what: `the canary ${canary.name} waits at the gate ${name} until somebody opens it`, value: path, allowed: 'a person who posts to /gate/open: the gate is closed at first, and again after each restart of the load tester', fix: 'an alert of severity warn or info, which says that it waits' });
  }
}
