import { invalid } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkTemplateAddress } from '../../web-address';

/** What an Amazon SNS integration takes. */
export interface SnsProps extends IntegrationProps {
  /**
   * The ARN of a topic.
   *
   * @default - `targetArn` or `phoneNumber` must be given
   */
  readonly topicArn?: string;

  /**
   * The ARN of an endpoint of a platform.
   *
   * @default - `topicArn` or `phoneNumber` must be given
   */
  readonly targetArn?: string;

  /**
   * A phone number in the form of E.164, such as +15550100.
   *
   * @default - `topicArn` or `targetArn` must be given
   */
  readonly phoneNumber?: string;

  /**
   * The AWS region.
   *
   * @default - as the pod's own configuration of AWS says
   */
  readonly region?: string;

  /**
   * The id of an access key; in an AlertmanagerConfig only.
   *
   * @default - the pod's identity
   */
  readonly accessKey?: SecretKey;

  /**
   * The secret of the access key; in an AlertmanagerConfig only.
   *
   * @default - the pod's identity
   */
  readonly secretKey?: SecretKey;

  /**
   * A profile of the pod's own configuration of AWS.
   *
   * @default - the default one
   */
  readonly profile?: string;

  /**
   * The ARN of a role that is assumed.
   *
   * @default - none
   */
  readonly roleArn?: string;

  /**
   * The external id by which the role is assumed; with `roleArn` only.
   *
   * @default - none
   */
  readonly externalId?: string;

  /**
   * Whether the role is assumed at an endpoint of FIPS. prometheus-operator 0.93 refuses it in Alertmanager's own configuration.
   *
   * @default false
   */
  readonly useFipsStsEndpoint?: boolean;

  /**
   * The address of the API.
   *
   * @default - that of the region
   */
  readonly apiUrl?: string;

  /**
   * The template of the subject, which e-mails have.
   *
   * @default - status, alert and canary
   */
  readonly subject?: string;

  /**
   * The template of the message.
   *
   * @default - each alert's summary, description and links
   */
  readonly message?: string;

  /**
   * Attributes of the message, by name, as templates.
   *
   * @default - none
   */
  readonly attributes?: { readonly [name: string]: string };

  /**
   * Whether AWS' own HTTP client is used, as a bundle of certificate authorities among the pod's own configuration of AWS needs it;
   * from Alertmanager 0.33 on.
   *
   * @default false
   */
  readonly useAwsHttpClient?: boolean;
}

/**
 * Publishes to Amazon SNS. Alertmanager reads AWS' keys from no file: its pod must have an identity that may publish (IAM roles
 * for service accounts, pod identity), which `roleArn` can change. An AlertmanagerConfig takes the keys from a Secret.
 */
export class Sns extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: SnsProps) {
    super('Sns', 'sns_configs', props);
    const { topicArn, targetArn, phoneNumber, region, accessKey, secretKey, roleArn, externalId, apiUrl, subject, message, attributes } = props;
    const targets = [topicArn, targetArn, phoneNumber].filter((each) => each !== undefined && each !== '');
    if (targets.length !== 1) {
      throw invalid({ at: 'Sns', what: targets.length === 0 ? 'none of topicArn, targetArn and phoneNumber is given' : 'more than one of topicArn, targetArn and phoneNumber is given', allowed: 'one of them: a message has one target', fix: 'topicArn: \'arn:aws:sns:eu-west-1:123456789012:canaries\'' });
    }
    if ((accessKey === undefined) !== (secretKey === undefined)) {
      throw invalid({ at: 'Sns', what: accessKey === undefined ? 'secretKey is given without accessKey' : 'accessKey is given without secretKey', allowed: 'both or neither' });
    }
    if (externalId !== undefined && (roleArn === undefined || roleArn === '')) { throw invalid({ at: 'Sns', what: 'externalId is given without roleArn', allowed: 'with a role that is assumed: Alertmanager refuses the configuration' }); }
    if (region === '') { throw invalid({ at: 'Sns', what: 'region is empty', fix: 'region: \'eu-west-1\'' }); }
    checkTemplateAddress('Sns', 'apiUrl', apiUrl);
    this._checkTemplates({ topicArn, targetArn, phoneNumber, apiUrl, subject, message, ...attributes });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    if (this.props.accessKey !== undefined) {
      throw invalid({
        at: 'Sns', what: 'accessKey and secretKey are given', allowed: 'neither: Alertmanager reads them from no file, and they would be in git',
        fix: 'give Alertmanager\'s pod an identity that may publish, or use an AlertmanagerConfig, which takes them from a Secret',
      });
    }
    return { section: 'sns_configs', fields: this.message({}) };
  }

  /** @internal */
  public override _objectFields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    return { section: 'sns_configs', fields: this.message({ access_key: this.props.accessKey, secret_key: this.props.secretKey }) };
  }

  private message(keys: { readonly [field: string]: unknown }): { readonly [field: string]: unknown } {
    const { topicArn, targetArn, phoneNumber, region, profile, roleArn, externalId, useFipsStsEndpoint, apiUrl, subject, message, attributes, useAwsHttpClient } = this.props;
    return {
      api_url: apiUrl,
      sigv4: { region, ...keys, profile, role_arn: roleArn, external_id: externalId, use_fips_sts_endpoint: useFipsStsEndpoint },
      topic_arn: topicArn,
      target_arn: targetArn,
      phone_number: phoneNumber,
      subject: subject ?? CANARY_TITLE,
      message: message ?? CANARY_TEXT,
      attributes,
      use_aws_http_client: useAwsHttpClient,
    };
  }
}
