import { Check, Report } from '../check';
import { Located } from '../located';
import { meant } from '../spelling';
import { ManifestObject } from '../world';
import { routesBelow } from './deprecated';

/** A receiver that is not there, that is there twice, or whose section is empty. */
export const receiver: Check = {
  id: 'routing/receiver',
  run: (world, report) => {
    for (const { at, via } of world.alertmanagers) {
      // Where the values leave the receivers out, the chart's own one is there.
      const extra = via === 'values' && !at.at('receivers').exists ? ['null'] : [];
      check(at, routesBelow(at.at('route')), extra, /_configs$/, report);
    }
    for (const each of world.of('monitoring.coreos.com', 'AlertmanagerConfig')) { checkObject(each, report); }
  },
};

function checkObject(object: ManifestObject, report: Report): void {
  check(object.spec, routesBelow(object.spec.at('route')), [], /Configs$/, report);
}

function check(at: Located, routes: readonly Located[], extra: readonly string[], sections: RegExp, report: Report): void {
  const names = new Set(extra);
  for (const each of at.at('receivers').items) {
    const name = each.at('name').text;
    if (name !== undefined && names.has(name)) {
      report(each.at('name'), { severity: 'error', what: `the receiver ${JSON.stringify(name)} is defined twice: Alertmanager refuses the configuration`, value: name, allowed: 'each name once', fix: 'put the sections of both into one receiver' });
    }
    if (name !== undefined) { names.add(name); }
    for (const [section, { value }] of each.entries) {
      const isEmpty = (Array.isArray(value) && value.length === 0) || value === null;
      if (sections.test(section) && isEmpty) {
        report(each.at(section), { severity: 'warning', what: `${section} of the receiver ${JSON.stringify(name ?? '')} is empty: it tells nobody`, allowed: 'at least one entry', fix: 'add an entry, or remove the section' });
      }
    }
  }
  for (const route of routes) {
    const { text } = route.at('receiver');
    if (text === undefined || text === '' || names.has(text)) { continue; }
    // A list that is no list, or is not there, is another check's.
    const near = meant(text, names);
    report(route.at('receiver'), {
      severity: 'error',
      what: `the receiver ${JSON.stringify(text)} is not defined: Alertmanager refuses the configuration, and goes on with the old one`,
      value: text,
      allowed: names.size === 0 ? 'a receiver of this configuration: there is none' : `a receiver of this configuration: ${[...names].slice(0, 8).join(', ')}`,
      fix: near === undefined ? `add a receiver with the name ${JSON.stringify(text)}` : `receiver: ${near}`,
    });
  }
}
