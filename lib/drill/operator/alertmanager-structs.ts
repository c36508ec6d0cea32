/** How the operator's decoder reads a field, and when its encoder leaves it out. */
export interface FieldShape {
  readonly type: string;
  /** A pointer: left out when it is not given, whatever its value. */
  readonly isPointer: boolean;
  /** Never left out. */
  readonly isKept: boolean;
  readonly isList: boolean;
}

/** The fields of a struct by name. */
export type StructShape = ReadonlyMap<string, FieldShape>;

/**
 * The operator's own structs for Alertmanager's configuration, which know less than Alertmanager: a field is `name:type`, a text
 * where no type is given; `?` marks a pointer, `!` a field that is never left out, `[]` a list.
 * Source: prometheus-operator v0.93.0 pkg/alertmanager/types.go.
 */
const STRUCTS: Readonly<Record<string, string>> = {
  config: `global:global? route:route? inhibit_rules:inhibit[] receivers:receiver[] mute_time_intervals:interval[] time_intervals:interval[] templates:texts!`,
  global: `resolve_timeout:duration? http_config:http? smtp_from smtp_hello smtp_smarthost smtp_auth_username smtp_auth_password smtp_auth_password_file smtp_auth_secret
    smtp_auth_secret_file smtp_auth_identity smtp_require_tls:bool? smtp_tls_config:tls? smtp_force_implicit_tls:bool? slack_api_url slack_api_url_file pagerduty_url
    hipchat_api_url hipchat_auth_token opsgenie_api_url opsgenie_api_key opsgenie_api_key_file wechat_api_url wechat_api_secret wechat_api_corp_id victorops_api_url
    victorops_api_key victorops_api_key_file telegram_api_url telegram_bot_token telegram_bot_token_file webex_api_url jira_api_url rocketchat_api_url rocketchat_token
    rocketchat_token_file rocketchat_token_id rocketchat_token_id_file slack_app_token slack_app_token_file slack_app_url wechat_api_secret_file mattermost_webhook_url
    mattermost_webhook_url_file`,
  route: `receiver group_by:texts match:map match_re:map matchers:texts continue:bool routes:route[] group_wait group_interval:lasting repeat_interval:lasting
    mute_time_intervals:texts active_time_intervals:texts`,
  inhibit: `target_match:map target_match_re:map target_matchers:texts source_match:map source_match_re:map source_matchers:texts equal:texts`,
  interval: `name! time_intervals:span[]!`,
  span: `times:times weekdays:weekdays days_of_month:days months:months years:years location`,
  receiver: `name! opsgenie_configs:opsgenie[] pagerduty_configs:pagerduty[] slack_configs:slack[] webhook_configs:webhook[] wechat_configs:wechat[] email_configs:email[]
    pushover_configs:pushover[] victorops_configs:victorops[] sns_configs:sns[] telegram_configs:telegram[] discord_configs:discord[] webex_configs:webex[]
    msteams_configs:msteams[] msteamsv2_configs:msteamsv2[] jira_configs:jira[] rocketchat_configs:rocketchat[] mattermost_configs:mattermost[]
    incidentio_configs:incidentio[]`,
  webhook: `send_resolved:bool? url url_file http_config:http? max_alerts:number timeout:duration? payload:any`,
  pagerduty: `send_resolved:bool? http_config:http? service_key service_key_file routing_key routing_key_file url client client_url description details:anymap
    images:image[] links:link[] severity class component group source timeout:duration?`,
  image: `src alt href`,
  link: `href text`,
  opsgenie: `send_resolved:bool? http_config:http? api_key api_key_file api_url message description source details:map responders:responder[] tags note priority
    update_alerts:bool? entity actions`,
  responder: `id name username type`,
  wechat: `send_resolved:bool? api_secret api_url corp_id agent_id to_user to_party to_tag message message_type http_config:http? api_secret_file`,
  slack: `send_resolved:bool? http_config:http? api_url api_url_file app_token app_token_file app_url channel username color title title_link pretext text fields:field[]
    short_fields:bool footer fallback callback_id icon_emoji icon_url image_url thumb_url link_names:bool mrkdwn_in:texts actions:action[] timeout:duration? message_text
    update_message:bool?`,
  field: `title value short:bool`,
  action: `type text url style name value confirm:confirm?`,
  confirm: `text title ok_text dismiss_text`,
  http: `authorization:authorization? basic_auth:basic? oauth2:oauth2? bearer_token bearer_token_file tls_config:tls? follow_redirects:bool? enable_http2:bool?
    http_headers:any proxy_url no_proxy proxy_from_environment:bool proxy_connect_header:anymap`,
  tls: `ca_file cert_file key_file server_name insecure_skip_verify:bool! min_version max_version`,
  authorization: `type credentials credentials_file`,
  basic: `username password password_file`,
  oauth2: `client_id! client_secret! client_secret_file scopes:texts token_url! endpoint_params:map proxy_url no_proxy proxy_from_environment:bool
    proxy_connect_header:anymap tls_config:tls?`,
  email: `send_resolved:bool? to from hello smarthost auth_username auth_password auth_password_file auth_secret auth_secret_file auth_identity headers:map html:text?
    text:text? require_tls:bool? tls_config:tls? force_implicit_tls:bool? threading:threading?`,
  threading: `enabled:bool? thread_by_date`,
  pushover: `send_resolved:bool? http_config:http? user_key user_key_file token token_file title message url url_title ttl device sound priority retry:duration?
    expire:duration? html:bool? monospace:bool?`,
  sns: `send_resolved:bool? http_config:http? api_url sigv4:sigv4 topic_arn phone_number target_arn subject message attributes:map use_aws_http_client:bool`,
  sigv4: `region access_key secret_key profile role_arn external_id`,
  telegram: `send_resolved:bool? api_url bot_token bot_token_file chat_id:number chat_id_file message_thread_id:number message disable_notifications:bool parse_mode
    http_config:http?`,
  discord: `send_resolved:bool? http_config:http? webhook_url title message content username avatar_url`,
  webex: `send_resolved:bool? http_config:http? api_url message room_id!`,
  victorops: `send_resolved:bool? http_config:http? api_key api_key_file api_url routing_key message_type state_message entity_display_name monitoring_tool
    custom_fields:map`,
  msteams: `send_resolved:bool? webhook_url! title summary text http_config:http?`,
  msteamsv2: `send_resolved:bool? webhook_url webhook_url_file title text http_config:http?`,
  jira: `http_config:http? send_resolved:bool? api_url project summary description labels:texts priority issue_type reopen_transition resolve_transition
    wont_fix_resolution reopen_duration:duration fields:anymap api_type`,
  rocketchat: `send_resolved:bool? http_config:http? api_url token_id:text? token_id_file token:text? token_file channel color title title_link text
    fields:rocketfield[] short_fields:bool! emoji icon_url image_url thumb_url link_names:bool! actions:rocketaction[]`,
  rocketfield: `short:bool?! title value`,
  rocketaction: `type text url image_url is_webview:bool! webview_height_ratio msg msg_in_chat_window:bool! msg_processing_type`,
  mattermost: `send_resolved:bool? webhook_url webhook_url_file channel username text icon_url icon_emoji attachments:attachment[] props:props? priority:urgency? fallback
    color pretext author_name author_link author_icon title title_link fields:field[] thumb_url footer footer_icon image_url http_config:http?`,
  attachment: `fallback color pretext text author_name author_link author_icon title title_link fields:field[] thumb_url footer footer_icon image_url`,
  props: `card:text?`,
  urgency: `priority requested_ack:bool? persistent_notifications:bool?`,
  incidentio: `send_resolved:bool? http_config:http? url url_file alert_source_token alert_source_token_file max_alerts:number? timeout:duration?`,
};

/** A struct by its name; undefined where there is none: the name is that of a plain type. */
export function structShape(name: string): StructShape | undefined {
  const known = shapes.get(name);
  if (known !== undefined) { return known; }
  const written = Object.hasOwn(STRUCTS, name) ? STRUCTS[name] : undefined;
  if (written === undefined) { return undefined; }
  const shape = new Map(written.split(/\s+/).map((word) => fieldShape(word)));
  shapes.set(name, shape);
  return shape;
}

const shapes = new Map<string, StructShape>();

function fieldShape(word: string): [string, FieldShape] {
  const [, name = '', type = 'text', marks = ''] = /^(\w+)(?::(\w+))?([[\]?!]*)$/.exec(word) ?? [];
  return [name, { type, isPointer: marks.includes('?'), isKept: marks.includes('!'), isList: marks.includes('[]') }];
}
