import { ADDRESS } from '../facts/secret-keys';
import { invalid } from '../invalid';
import { SecretKey } from '../secret-key';

/** Refuses a proxy's Secret by another key than the one that Flux reads (fluxcd/pkg runtime/secrets). */
export function checkProxy(at: string, proxy: SecretKey): void {
  if (proxy.key === ADDRESS) { return; }
  throw invalid({ at, what: 'the proxy\'s Secret has another key than Flux reads', value: proxy.key, allowed: ADDRESS, fix: `SecretKey.of('${proxy.secretName}', '${ADDRESS}')` });
}
