import { Duration } from 'cdk8s';
import * as alertmanager from '../alertmanager';
import { Channel } from '../channel';
import { Timing } from '../facts/latency';
import { Heartbeat } from '../heartbeat';
import { COMPONENT } from '../rules/alert-text';
import { inhibitRules, quietRoutes, rootRoute } from './other-alerts';

/** The label by which Flux' own events, passed on by Alertmanager, are known from the alerts of Prometheus. */
export const FLUX_COMPONENT = { component: 'canary-alerting-flux' } as const;

/** One canary, one group: a second canary that fails does not wait for the first, and a message is about one thing. */
const BY_CANARY = alertmanager.GroupBy.labels('alertname', 'namespace', 'name');

/**
 * Alertmanager's route tree: every alert of ours to each channel that hears failures, once; those of a team's namespace also
 * to the team's. Everything else goes where it went before, or to whom `otherAlerts` names, as the chart would send it.
 */
export class Routing {
  /** The configuration, for what a team adds of its own. */
  public readonly config: alertmanager.Config;

  private readonly receivers = new Map<string, alertmanager.Receiver>();
  private readonly ours: alertmanager.Route;
  private readonly passedOn: alertmanager.Route;

  public constructor(
    timing: Timing, repeatInterval: Duration, heartbeat: Heartbeat | undefined, otherAlerts: Channel | undefined,
    templates: readonly alertmanager.MessageTemplate[], existing?: alertmanager.Config,
  ) {
    // Alertmanager takes a node itself where none of its children matches. With a global channel, one always does.
    // In a configuration that was there already, the name may be taken.
    const none = alertmanager.Receiver.none(existing === undefined ? 'nobody' : 'canary-alerting-nobody');
    this.ours = new alertmanager.Route({
      receiver: none,
      matchers: [component(COMPONENT.component)],
      groupBy: BY_CANARY,
      groupWait: timing.groupWait,
      groupInterval: timing.groupInterval,
      repeatInterval,
    });
    this.passedOn = new alertmanager.Route({
      receiver: none,
      matchers: [component(FLUX_COMPONENT.component)],
      groupBy: alertmanager.GroupBy.labels('alertname', 'kind', 'namespace', 'name'),
      groupWait: timing.groupWait,
      groupInterval: timing.groupInterval,
      repeatInterval,
    });
    this.config = existing ?? new alertmanager.Config({ route: otherAlerts === undefined ? new alertmanager.Route({ receiver: none }) : rootRoute(this.receiver(otherAlerts)) });
    this.config.addTemplate(...templates);
    this.config.addInhibitRule(WITHOUT_FLAGGER);
    if (otherAlerts !== undefined) {
      this.config._addLastRoute(...quietRoutes(none));
      this.config.addInhibitRule(...inhibitRules(NOT_OURS));
    }
    // The heartbeat is one of our alerts: it must be taken before them, and by nobody else.
    const beats = [alertmanager.Matcher.equal('alertname', 'CanaryAlertingHeartbeat')];
    this.config.addRoute(heartbeat === undefined
      ? new alertmanager.Route({ receiver: none, matchers: beats })
      : heartbeat._route(heartbeat._receiver(), beats));
    this.config.addRoute(this.ours);
  }

  /** Sends every alert of ours to a channel, or those of some namespace. */
  public add(channel: Channel, namespace?: string): void {
    this.ours.addRoute(new alertmanager.Route({
      receiver: this.receiver(channel),
      ...(namespace !== undefined && { matchers: [alertmanager.Matcher.equal('namespace', namespace)] }),
      continue: true,
    }));
  }

  /**
   * Sends what Flux tells Alertmanager to a channel that Flux cannot reach itself. Flux never says that such an alert is over,
   * so that Alertmanager's "resolved" would be a guess.
   */
  public passOn(channel: Channel): void {
    const name = `${channel.name}-flux`;
    if (this.receivers.has(name)) { return; }
    if (this.passedOn.routes.length === 0) { this.config.addRoute(this.passedOn); }
    this.passedOn.addRoute(new alertmanager.Route({
      receiver: this.receiver(channel, name, false),
      matchers: [alertmanager.Matcher.equal('told', channel.name)],
      continue: true,
    }));
  }

  /** A channel that two teams share, or that hears of other alerts too, is one receiver. */
  private receiver(channel: Channel, name = channel.name, sendResolved = true): alertmanager.Receiver {
    const receiver = this.receivers.get(name) ?? channel._receiver(name, sendResolved);
    this.receivers.set(name, receiver);
    return receiver;
  }
}

/** Where Flagger is down or not scraped, what follows from it is no news. A canary that failed always is. */
const WITHOUT_FLAGGER = new alertmanager.InhibitRule({
  source: [component(COMPONENT.component), alertmanager.Matcher.matches('alertname', 'FlaggerDown|FlaggerNotScraped')],
  target: [component(COMPONENT.component), alertmanager.Matcher.matches('alertname', 'CanaryStuck|CanaryNotInitialized|CanaryWeightHigh')],
});

/** What is true of all alerts but ours, and but what Flux passes on. */
const NOT_OURS = alertmanager.Matcher.notMatches('component', `${COMPONENT.component}|${FLUX_COMPONENT.component}`);

function component(value: string): alertmanager.Matcher {
  return alertmanager.Matcher.equal('component', value);
}
