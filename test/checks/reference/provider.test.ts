import { foundIn, object } from './manifests';

const ALERT = object('Alert', 'flux-system/all', 'spec: {eventSources: [], providerRef: {name: slack-deployments}}');
const AT = 'Alert/flux-system/all spec.providerRef.name';

describe('reference/provider', () => {
  test.each([
    ['an AlertProvider of Flagger in its place', [ALERT, object('AlertProvider', 'flux-system/slack-deployments')], [`error ${AT}: slack-deployments is an AlertProvider of Flagger, which Flux does not read: no message is sent`]],
    ['a misspelt name', [ALERT, object('Provider', 'flux-system/slack-deploymnets')], [`warning ${AT}: the Alert all names the Provider slack-deployments, and the manifests have slack-deploymnets`]],
  ])('%s', (_, objects, expected) => { expect(foundIn('reference/provider', objects)).toEqual(expected); });

  test.each([
    ['the Provider beside it', [ALERT, object('Provider', 'flux-system/slack-deployments')]],
    ['a Provider that is made elsewhere', [ALERT]],
    ['another Provider of the same family', [ALERT, object('Provider', 'flux-system/slack-alerts')]],
    ['a Provider in another namespace, which is reference/namespace\'s', [ALERT, object('Provider', 'ops/slack-deployments')]],
  ])('nothing about %s', (_, objects) => { expect(foundIn('reference/provider', objects)).toEqual([]); });
});
