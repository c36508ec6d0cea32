import { Duration } from 'cdk8s';
import { durationInWords, milliseconds } from '../duration';
import { Mistake } from '../invalid';
import { Route } from './route';

/** Alertmanager looks every group_interval whether to repeat: a shorter repeat_interval is accepted and does nothing but mislead. */
export function repetitions(route: Route, above: { readonly groupInterval: Duration; readonly repeatInterval: Duration }): Mistake[] {
  const groupInterval = route._groupInterval ?? above.groupInterval;
  const repeatInterval = route._repeatInterval ?? above.repeatInterval;
  const mistakes = milliseconds(repeatInterval) >= milliseconds(groupInterval) ? [] : [{
    at: route._reference, what: 'repeatInterval is shorter than groupInterval', value: durationInWords(repeatInterval),
    allowed: `at least ${durationInWords(groupInterval)}, the route's own or inherited groupInterval: Alertmanager looks no oftener`,
  }];
  return [...mistakes, ...route.routes.flatMap((child) => repetitions(child, { groupInterval, repeatInterval }))];
}
