import { Duration } from 'cdk8s';
import { SecretKey } from '../../../lib';
import { Incidentio, IncidentioProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('incidentio', 'key');
const path = '/etc/alertmanager/secrets/incidentio/key';

describe('Incidentio', () => {
  test.each<[string, IncidentioProps, object]>([
    ['what it needs', { url: secret, alertSourceToken: secret }, { url_file: path, alert_source_token_file: path }],
    ['all of it', { address: 'https://api.incident.io/v2/alert_events/alertmanager/1', http: { credentials: secret }, maxAlerts: 5, timeout: Duration.minutes(90) }, { url: 'https://api.incident.io/v2/alert_events/alertmanager/1', http_config: { authorization: { credentials_file: path } }, max_alerts: 5, timeout: '1h30m' }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Incidentio(props))).toEqual({ incidentio_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, IncidentioProps, string]>([
    ['no address', { alertSourceToken: secret }, 'Incidentio: neither url nor address is given'],
    ['no token', { url: secret }, 'Incidentio: alertSourceToken is not given'],
    ['two tokens', { url: secret, alertSourceToken: secret, http: { credentials: secret } }, 'Incidentio: both alertSourceToken and http.credentials are given'],
    ['a password in the address', { address: 'https://u:p@x', alertSourceToken: secret }, 'Incidentio: address is not an HTTP URL'],
    ['a time that the operator spells in days', { url: secret, alertSourceToken: secret, timeout: Duration.days(1) }, 'Incidentio: timeout is none that Alertmanager and the operator both read\n  value:   "1 day"'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Incidentio(props))).toThrow(message);
  });
});
