import { Channel } from '../channel';
import { invalid } from '../invalid';

/** One place hears one thing, by one channel: refuses two channels of those who hear of one canary that are one place. */
export function checkPlaces(at: string, one: Channel, other: Channel): void {
  const same = one._isPlaceOf(other);
  if (same === 'title' && one.hears !== other.hears) {
    throw invalid({
      at, what: `the channel ${other.service} ${other.title} is to hear both failures and progress`,
      allowed: 'one of the two: of a failure both Flagger\'s message and Alertmanager\'s would arrive, and inhibit rules cannot mute Flagger',
      fix: 'one channel for failures, another one for progress',
    });
  }
  if (same === 'secret') {
    const [secret] = other._secrets;
    throw invalid({
      at, what: `the channels ${one.title} and ${other.title} of ${other.service} are one place, which would be told ${one.hears === other.hears ? 'everything twice' : 'both failures and progress'}`,
      value: `${secret?.secretName ?? ''}/${secret?.key ?? ''}`, allowed: 'a secret for each: that of a webhook or a service leads to one place, whichever channel a message names',
      fix: `SecretKey.of('${other.name}', '${secret?.key ?? 'address'}') for ${other.title}, or leave one of them out`,
    });
  }
}
