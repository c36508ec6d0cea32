import { SecretKey } from '../../../lib';
import { Sns, SnsProps } from '../../../lib/alertmanager';
import { fields } from './fields';

const secret = SecretKey.of('sns', 'key');

describe('Sns', () => {
  test.each<[string, SnsProps, object]>([
    ['what it needs', { topicArn: 'a' }, { topic_arn: 'a', sigv4: {}, subject: '{{ template "canary.title" . }}', message: '{{ template "canary.text" . }}' }],
    ['all of it', { targetArn: 'a', region: 'r', profile: 'p', roleArn: 'o', externalId: 'e', useFipsStsEndpoint: true, apiUrl: 'https://x', subject: 's', message: 'm', attributes: { k: 'v' }, useAwsHttpClient: true }, { target_arn: 'a', sigv4: { region: 'r', profile: 'p', role_arn: 'o', external_id: 'e', use_fips_sts_endpoint: true }, api_url: 'https://x', subject: 's', message: 'm', attributes: { k: 'v' }, use_aws_http_client: true }],
  ])('writes %s', (_, props, expected) => {
    expect(fields(new Sns(props))).toEqual({ sns_configs: { send_resolved: true, ...expected } });
  });

  test.each<[string, SnsProps, string]>([
    ['no target', {}, 'Sns: none of topicArn, targetArn and phoneNumber is given'],
    ['two targets', { topicArn: 'a', phoneNumber: '+1' }, 'Sns: more than one of topicArn, targetArn and phoneNumber is given'],
    ['half a key', { topicArn: 'a', accessKey: secret }, 'Sns: accessKey is given without secretKey'],
    ['keys that would be in git', { topicArn: 'a', accessKey: secret, secretKey: secret }, 'Sns: accessKey and secretKey are given\n  allowed: neither: Alertmanager reads them from no file'],
    ['an id without a role', { topicArn: 'a', externalId: 'e' }, 'Sns: externalId is given without roleArn'],
  ])('refuses %s', (_, props, message) => {
    expect(() => fields(new Sns(props))).toThrow(message);
  });
});
