import { Duration } from 'cdk8s';
import { durationInWords, milliseconds, prometheusDuration } from '../duration';
import { invalid } from '../invalid';
import { checkOptions } from '../options';
import { GroupBy } from './group-by';
import { Matcher } from './matcher';
import { Receiver } from './receiver';
import { TimeInterval } from './time-interval';

/** What a route takes. What it does not say it inherits from the route above, time intervals excepted. */
export interface RouteProps {
  /**
   * Who is told of the alerts that no child route takes.
   *
   * @default - as the route above; the root route must name one
   */
  readonly receiver?: Receiver;

  /**
   * The conditions that an alert must fulfil, all of them.
   *
   * @default - each alert
   */
  readonly matchers?: Matcher[];

  /**
   * Which alerts form one message.
   *
   * @default - as the route above; at the root all alerts form one group
   */
  readonly groupBy?: GroupBy;

  /**
   * How long a new group waits for more alerts before its first message.
   *
   * @default - as the route above; 30 seconds at the root
   */
  readonly groupWait?: Duration;

  /**
   * How long a group that has been told of waits until the next message: an alert that joins it waits up to that long, and so
   * does the news that all is well again.
   *
   * @default - as the route above; 5 minutes at the root
   */
  readonly groupInterval?: Duration;

  /**
   * After how long a message is repeated while nothing changes. Alertmanager looks only every `groupInterval`.
   *
   * @default - as the route above; 4 hours at the root
   */
  readonly repeatInterval?: Duration;

  /**
   * Whether the routes after this one are tried as well when this one has taken an alert.
   *
   * @default false
   */
  readonly continue?: boolean;

  /**
   * When this route says nothing. Child routes do not inherit it.
   *
   * @default - never
   */
  readonly muteTimeIntervals?: TimeInterval[];

  /**
   * The only time when this route says something. Child routes do not inherit it.
   *
   * @default - always
   */
  readonly activeTimeIntervals?: TimeInterval[];

  /**
   * The child routes, in the order in which they are tried.
   *
   * @default - none; `addRoute` adds some
   */
  readonly routes?: Route[];

  /**
   * Fields that this library does not know, by the names that alertmanager.yaml has.
   *
   * @default - none
   */
  readonly fields?: { readonly [field: string]: unknown };
}

/**
 * A route: which alerts it takes, who is told, and how fast. Alertmanager goes through the tree depth first: a route takes an
 * alert when its matchers hold; its child routes are tried in order up to the first that takes it; only what no child
 * takes goes to the route's own receiver (prometheus/alertmanager v0.34.2 dispatch/route.go).
 */
export class Route {
  private readonly children: Route[];

  /**
   * @param props What the route takes and does.
   */
  public constructor(private readonly props: RouteProps) {
    checkOptions('Route', 'alertmanager.RouteProps', props);
    this.children = [...props.routes ?? []];
    this.checkTimes();
  }

  /** Who is told of what no child route takes; undefined where the route above says. */
  public get receiver(): Receiver | undefined {
    return this.props.receiver;
  }

  /** The conditions. */
  public get matchers(): Matcher[] {
    return [...this.props.matchers ?? []];
  }

  /** The child routes, in the order in which they are tried. */
  public get routes(): Route[] {
    return [...this.children];
  }

  /**
   * Adds child routes after those that there are.
   *
   * @param routes The child routes.
   */
  public addRoute(...routes: Route[]): void {
    this.children.push(...routes);
  }

  /**
   * Adds child routes at a place among those that there are.
   *
   * @internal
   */
  public _insertRoute(index: number, ...routes: Route[]): void {
    this.children.splice(index, 0, ...routes);
  }

  /**
   * This route and all below it, depth first.
   *
   * @internal
   */
  public _all(): Route[] {
    return [this, ...this.children.flatMap((child) => child._all())];
  }

  /** @internal */
  public _timeIntervals(): TimeInterval[] {
    return [...this.props.muteTimeIntervals ?? [], ...this.props.activeTimeIntervals ?? []];
  }

  /**
   * What a root route must not have, by the property's name; undefined where there is nothing.
   *
   * @internal
   */
  public _notForRoot(): string | undefined {
    const { matchers, muteTimeIntervals, activeTimeIntervals } = this.props;
    if (matchers !== undefined && matchers.length > 0) { return 'matchers'; }
    if (this.props.continue === true) { return 'continue'; }
    if (muteTimeIntervals !== undefined && muteTimeIntervals.length > 0) { return 'muteTimeIntervals'; }
    return activeTimeIntervals !== undefined && activeTimeIntervals.length > 0 ? 'activeTimeIntervals' : undefined;
  }

  /**
   * As alertmanager.yaml has it.
   *
   * @internal
   */
  public _render(): { readonly [field: string]: unknown } {
    const { props } = this;
    return {
      receiver: props.receiver?.name,
      matchers: listed(props.matchers?.map(String)),
      group_by: props.groupBy?.names,
      group_wait: props.groupWait && prometheusDuration(props.groupWait),
      group_interval: props.groupInterval && prometheusDuration(props.groupInterval),
      repeat_interval: props.repeatInterval && prometheusDuration(props.repeatInterval),
      mute_time_intervals: listed(props.muteTimeIntervals?.map((each) => each.name)),
      active_time_intervals: listed(props.activeTimeIntervals?.map((each) => each.name)),
      continue: props.continue === true ? true : undefined,
      ...props.fields,
      routes: listed(this.children.map((child) => child._render())),
    };
  }

  /** @internal */
  public get _props(): RouteProps {
    return this.props;
  }

  /** @internal */
  public get _groupInterval(): Duration | undefined {
    return this.props.groupInterval;
  }

  /** @internal */
  public get _repeatInterval(): Duration | undefined {
    return this.props.repeatInterval;
  }

  /**
   * As messages name this route.
   *
   * @internal
   */
  public get _reference(): string {
    const { receiver, matchers } = this.props;
    return `Route ${matchers?.length ? `{${matchers.join(', ')}}` : receiver?.name ?? '{}'}`;
  }

  private checkTimes(): void {
    const { groupInterval, repeatInterval } = this.props;
    for (const [property, duration] of Object.entries({ groupInterval, repeatInterval })) {
      // prometheus/alertmanager v0.34.2 config/config.go: "group_interval cannot be zero", "repeat_interval cannot be zero".
      if (duration !== undefined && milliseconds(duration) <= 0) {
        throw invalid({ at: this._reference, what: `${property} is not longer than nothing`, value: durationInWords(duration), allowed: 'more than 0: Alertmanager refuses the configuration' });
      }
    }
  }
}

function listed<T>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values?.length ? values : undefined;
}
