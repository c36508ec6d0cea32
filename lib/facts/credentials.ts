/**
 * What credentials look like, by the forms that their vendors give them. Whoever knows one of these can post, page or log in.
 * Source: the vendors' own documentation of their webhooks and tokens; where Alertmanager and Flux take a bare text, the name of
 * the field says it (SECRET_FIELDS).
 */
export interface CredentialForm {
  /** What it is, with its article. */
  readonly name: string;
  /** A global expression. */
  readonly form: RegExp;
}

/** What may follow in a URL. */
const REST = '[^\\s"\'`|)]';

/** Each form, most telling first. */
export const CREDENTIAL_FORMS: readonly CredentialForm[] = [
  { name: 'the URL of a Slack webhook', form: new RegExp(`https?://hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/${REST}+`, 'g') },
  { name: 'the URL of a Microsoft Teams webhook', form: new RegExp(`https?://(?:[\\w-]+\\.webhook\\.office\\.com/webhookb2|outlook\\.office(?:365)?\\.com/webhook)/${REST}+`, 'g') },
  { name: 'the URL of a workflow of Power Automate or Logic Apps', form: new RegExp(`https?://[\\w.-]+\\.(?:logic\\.azure\\.(?:com|us)|api\\.powerplatform\\.com)(?::\\d+)?/${REST}*workflows/${REST}+`, 'g') },
  { name: 'the URL of a Discord webhook', form: new RegExp(`https?://(?:[\\w-]+\\.)?discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/${REST}+`, 'g') },
  { name: 'the URL of a Google Chat webhook', form: new RegExp(`https?://chat\\.googleapis\\.com/v1/spaces/${REST}+`, 'g') },
  { name: 'a Telegram bot\'s token', form: /(?:\/bot|\b)\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { name: 'the URL of a Webex webhook', form: new RegExp(`https?://webexapis\\.com/v1/webhooks/incoming/${REST}+`, 'g') },
  { name: 'the URL of a Lark webhook', form: new RegExp(`https?://open\\.(?:feishu\\.cn|larksuite\\.com)/open-apis/bot/(?:v2/)?hook/${REST}+`, 'g') },
  { name: 'the URL of a DingTalk webhook', form: new RegExp(`https?://oapi\\.dingtalk\\.com/robot/send\\?access_token=${REST}+`, 'g') },
  { name: 'the URL of a WeCom webhook', form: new RegExp(`https?://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=${REST}+`, 'g') },
  { name: 'the URL of a Mattermost or Rocket.Chat webhook', form: /https?:\/\/[\w.:-]+\/hooks\/(?:[a-z0-9]{26}(?![\w])|[A-Za-z0-9]{17,24}\/[A-Za-z0-9]{20,})/g },
  { name: 'the URL of a PagerDuty integration', form: /https?:\/\/events\.(?:eu\.)?pagerduty\.com\/integration\/[A-Za-z0-9]{10,}\/enqueue/g },
  { name: 'a Slack token', form: /\bxox[abeoprs]-[A-Za-z0-9-]{4,}|\bxapp-\d-[A-Za-z0-9-]{10,}/g },
  { name: 'a GitHub token', form: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/g },
  { name: 'a GitLab token', form: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  { name: 'a bearer token', form: /\b[Bb]earer\s+[A-Za-z0-9._~+/-]{16,}=*/g },
  { name: 'a JSON web token', form: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g },
  { name: 'a private key', form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  { name: 'a shared access key of Azure', form: /\bSharedAccessKey=[A-Za-z0-9+/]{16,}=*/g },
  { name: 'a URL with a password', form: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>{}$%]*:[^\s/@"'`{}$%]+@[A-Za-z0-9[]/gi },
];

/** Whether there can be any of them in a text: asked of every text, so that the forms themselves are asked of few. */
export const MAY_HOLD_CREDENTIAL = /:\/\/|xox|xapp-|gh[opsur]_|github_pat_|glpat-|earer\s|eyJ|PRIVATE KEY|SharedAccessKey|\d{8}:[A-Za-z0-9_-]{35}/;

/** Whether a text stands for a value that somebody was to write there. */
export function isPlaceholder(text: string): boolean {
  return /^\s*$|^\s*["']?(?:change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with.*)|insert[-_ ].*|to[-_ ]?do|tbd|fix[-_ ]?me|placeholder|dummy|null|none|n\/a|x{3,}|\.{3,}|…+|\*{3,}|your[-_ ].*|my[-_ ](?:secret|token|webhook|key)[-_ ]?(?:here)?)["']?\s*$/i.test(text)
    || /<[A-Za-z_][^<>\n]*>/.test(text)
    || /\[(?:your|insert|replace)[^\]\n]*\]/i.test(text)
    || /(?:^|[^A-Za-z])(?:change[-_]?me|replace[-_]?(?:me|this|with)|fill[-_]?me|insert[-_](?:your|here)|your?[-_/ ]?(?:own[-_ ])?(?:web-?hook|slack|token|url|key|workspace|domain|team|api|secret|org|company|path|id|channel|routing|integration|server|host|receiver|password))(?![a-z])/i.test(text);
}

/** Whether a text is filled in by something else before a program reads it: Go templates, envsubst, secret managers, SOPS. */
export function isFilledIn(text: string): boolean {
  return /\{\{|\$\{[A-Za-z_]|\$\([A-Za-z_]|^\s*\$[A-Za-z_]\w*\s*$|^ENC\[|^\s*(?:ref\+|vault:|secretref\+|op:\/\/)|<path:/.test(text);
}

/** Whether an address leads to a service inside the cluster, or a bridge of one's own: no secret is in it. */
export function isPlainAddress(text: string): boolean {
  return /^http:\/\//i.test(text) || /^https?:\/\/(?:localhost|127\.|[\w-]+(?:\.[\w-]+)?(?:\.svc(?:\.[\w.-]+)?)?(?::\d+)?(?:\/|$))/i.test(text) && !/^https?:\/\/[\w-]+\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(text)
    || /^https:\/\/slack\.com\/api\//.test(text);
}
