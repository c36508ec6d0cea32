import { Duration } from 'cdk8s';
import { milliseconds, prometheusDuration } from '../../duration';
import { invalid } from '../../invalid';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Dialect } from '../dialect';
import { Integration, IntegrationProps } from '../integration';
import { readTemplatesIn } from '../template-text';
import { checkAddress } from '../../web-address';

/** Which of Jira's two programs an address leads to. */
export enum JiraApiType {
  /** What the address ends in decides: `atlassian.net` is the cloud. */
  AUTO = 'auto',
  /** Atlassian's own cloud. */
  CLOUD = 'cloud',
  /** A server of one's own. */
  DATACENTER = 'datacenter',
}

/** What a Jira integration takes. */
export interface JiraProps extends IntegrationProps {
  /**
   * The address of the REST API, such as https://example.atlassian.net/rest/api/2/.
   *
   * @default - the global configuration must have `jiraApiUrl`
   */
  readonly apiUrl?: string;

  /**
   * Which of Jira's two programs it is.
   *
   * @default JiraApiType.AUTO
   */
  readonly apiType?: JiraApiType;

  /** The key of the project. */
  readonly project: string;

  /** The type of the issue, such as Bug. */
  readonly issueType: string;

  /**
   * The template of the summary, at most 255 characters.
   *
   * @default - status, alert and canary
   */
  readonly summary?: string;

  /**
   * The template of the description.
   *
   * @default - each alert's summary, description and links
   */
  readonly description?: string;

  /**
   * Whether the summary of an open issue is written anew with each message. prometheus-operator 0.93 refuses a configuration that
   * says false.
   *
   * @default true
   */
  readonly updateSummary?: boolean;

  /**
   * Whether the description of an open issue is written anew with each message. prometheus-operator 0.93 refuses a configuration
   * that says false.
   *
   * @default true
   */
  readonly updateDescription?: boolean;

  /**
   * Labels of the issue, as templates.
   *
   * @default - none but Alertmanager's own, by which it finds the issue again
   */
  readonly labels?: string[];

  /**
   * The template of the priority.
   *
   * @default - High where an alert is critical, Medium where one is a warning, Low else
   */
  readonly priority?: string;

  /**
   * The name of the transition that opens an issue again.
   *
   * @default - an issue is not opened again
   */
  readonly reopenTransition?: string;

  /**
   * The name of the transition that resolves an issue.
   *
   * @default - an issue stays open
   */
  readonly resolveTransition?: string;

  /**
   * The resolution of issues that are not opened again.
   *
   * @default - none
   */
  readonly wontFixResolution?: string;

  /**
   * For how long after its end an issue is opened again; in whole minutes.
   *
   * @default - for ever
   */
  readonly reopenDuration?: Duration;

  /**
   * Further fields of the issue, by the names of Jira's API (`customfield_10001`, `components`), texts as templates.
   *
   * @default - none
   */
  readonly customFields?: { readonly [name: string]: unknown };
}

/**
 * Opens an issue in Jira, and resolves it when the alert is resolved. The user's e-mail address and API token are
 * `http.username` and `http.password`, a personal access token is `http.credentials`.
 */
export class Jira extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: JiraProps) {
    super('Jira', 'jira_configs', props);
    const { apiUrl, project, issueType, summary, description, priority, labels, reopenDuration, customFields } = props;
    for (const [property, text] of Object.entries({ project, issueType })) {
      if (typeof text !== 'string' || text === '') { throw invalid({ at: 'Jira', what: `${property} is not given`, allowed: 'a text: Alertmanager refuses the configuration', fix: `${property}: '${property === 'project' ? 'OPS' : 'Bug'}'` }); }
    }
    checkAddress('Jira', 'apiUrl', apiUrl);
    if (reopenDuration !== undefined && (milliseconds(reopenDuration) < 60_000 || milliseconds(reopenDuration) % 60_000 !== 0)) {
      throw invalid({ at: 'Jira', what: 'reopenDuration is not in whole minutes', value: prometheusDuration(reopenDuration), allowed: '1 minute, 2 minutes, …: Jira is asked for issues of so many minutes' });
    }
    this._checkLength('summary', summary, 255);
    this._checkLength('description', description, 32767);
    this._checkTemplates({ project, issueType, summary, description, priority });
    readTemplatesIn('Jira.labels', labels);
    readTemplatesIn('Jira.customFields', customFields);
  }

  /** @internal */
  public override _fields(dialect: Dialect): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiUrl, apiType, project, issueType, labels, priority, reopenTransition, resolveTransition, wontFixResolution, reopenDuration, customFields } = this.props;
    return {
      section: 'jira_configs',
      fields: {
        api_url: apiUrl,
        api_type: apiType,
        project,
        issue_type: issueType,
        summary: this.text('Summary', this.props.summary ?? CANARY_TITLE, this.props.updateSummary ?? true, dialect),
        description: this.text('Description', this.props.description ?? CANARY_TEXT, this.props.updateDescription ?? true, dialect),
        labels,
        priority,
        reopen_transition: reopenTransition,
        resolve_transition: resolveTransition,
        wont_fix_resolution: wontFixResolution,
        reopen_duration: reopenDuration && prometheusDuration(reopenDuration),
        fields: customFields,
      },
    };
  }

  private text(field: string, template: string, update: boolean, dialect: Dialect): unknown {
    if (update) { return template; }
    if (dialect === Dialect.PROMETHEUS_OPERATOR) {
      throw invalid({ at: 'Jira', what: `update${field} is false`, allowed: 'true: prometheus-operator 0.93 reads the template alone, and would go on with the old configuration, silently', fix: 'leave it out' });
    }
    return { template, enable_update: false };
  }
}
