import { invalid } from '../invalid';

/** Refuses a mail server without a port: prometheus/alertmanager v0.34.2 config/config.go (HostPort). */
export function checkSmarthost(at: string, smarthost: string | undefined): void {
  if (smarthost !== undefined && !/^(\[[^\]\s]+\]|[^:\s]+):\d+$/.test(smarthost)) {
    throw invalid({ at, what: 'the mail server has no port', value: smarthost, allowed: 'host:port: Alertmanager has no default', fix: 'smtp.example.com:587' });
  }
}
