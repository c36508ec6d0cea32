import { invalid, present } from '../../invalid';
import { SecretKey } from '../../secret-key';
import { CANARY_TEXT, CANARY_TITLE } from '../canary-template';
import { Integration, IntegrationProps } from '../integration';
import { checkAddress } from '../../web-address';

/** Who answers an Opsgenie alert. */
export class OpsgenieResponder {
  /**
   * A team.
   *
   * @param name The team's name.
   */
  public static team(name: string): OpsgenieResponder {
    return new OpsgenieResponder('team', 'name', name);
  }

  /**
   * A person.
   *
   * @param username The person's user name, an email address.
   */
  public static user(username: string): OpsgenieResponder {
    return new OpsgenieResponder('user', 'username', username);
  }

  /**
   * An escalation.
   *
   * @param name The escalation's name.
   */
  public static escalation(name: string): OpsgenieResponder {
    return new OpsgenieResponder('escalation', 'name', name);
  }

  /**
   * Whoever a schedule says.
   *
   * @param name The schedule's name.
   */
  public static schedule(name: string): OpsgenieResponder {
    return new OpsgenieResponder('schedule', 'name', name);
  }

  /**
   * Several teams.
   *
   * @param names The teams' names, or a template of them, separated by commas.
   */
  public static teams(names: string): OpsgenieResponder {
    return new OpsgenieResponder('teams', 'name', names);
  }

  /**
   * Whoever has this id.
   *
   * @param type The kind of responder: team, user, escalation or schedule.
   * @param id The id.
   */
  public static byId(type: string, id: string): OpsgenieResponder {
    if (!/^(team|user|escalation|schedule)$/.test(type)) { throw invalid({ at: 'OpsgenieResponder', what: 'the type is none of Opsgenie\'s', value: type, allowed: 'team, user, escalation or schedule' }); }
    return new OpsgenieResponder(type, 'id', id);
  }

  private constructor(
    /** The kind of responder, as Opsgenie's API spells it. */
    public readonly type: string,
    private readonly field: string,
    /** What names the responder. */
    public readonly name: string,
  ) {
    if (name === '') { throw invalid({ at: 'OpsgenieResponder', what: `the ${type} has no name` }); }
  }

  /** @internal */
  public _render(): { readonly [field: string]: unknown } {
    return { [this.field]: this.name, type: this.type };
  }
}

/** What an Opsgenie integration takes. */
export interface OpsgenieProps extends IntegrationProps {
  /** The key of an API integration. */
  readonly apiKey: SecretKey;

  /**
   * The API's address.
   *
   * @default https://api.opsgenie.com/
   */
  readonly apiUrl?: string;

  /**
   * The template of the title, at most 130 characters.
   *
   * @default - status, alert and canary
   */
  readonly message?: string;

  /**
   * The template of the text.
   *
   * @default - each alert's summary, description and links
   */
  readonly description?: string;

  /**
   * Who answers.
   *
   * @default - as the integration in Opsgenie says
   */
  readonly responders?: OpsgenieResponder[];

  /**
   * The priority, P1 to P5, or a template of it.
   *
   * @default - as Opsgenie says: P3
   */
  readonly priority?: string;

  /**
   * Tags, separated by commas, as a template.
   *
   * @default - none
   */
  readonly tags?: string;

  /**
   * The template of what the alert comes from.
   *
   * @default - Alertmanager's own page
   */
  readonly source?: string;

  /**
   * More details, by name, as templates.
   *
   * @default - the labels that all alerts have in common
   */
  readonly details?: { readonly [name: string]: string };

  /**
   * The template of what the alert is about.
   *
   * @default - none
   */
  readonly entity?: string;

  /**
   * The template of the actions that one can choose, separated by commas.
   *
   * @default - none
   */
  readonly actions?: string;

  /**
   * The template of a note.
   *
   * @default - none
   */
  readonly note?: string;

  /**
   * Whether title and text of an open alert are written anew with each message.
   *
   * @default false
   */
  readonly updateAlerts?: boolean;
}

/** Opens an alert with Opsgenie, and closes it when the alert is resolved. */
export class Opsgenie extends Integration {
  /**
   * @param props Where to post, and what.
   */
  public constructor(private readonly props: OpsgenieProps) {
    super('Opsgenie', 'opsgenie_configs', props);
    const { message, description, priority, tags, source, details, entity, actions, note, apiUrl } = props;
    present('Opsgenie', props, { apiKey: 'SecretKey.of(\'opsgenie\', \'api-key\')' });
    checkAddress('Opsgenie', 'apiUrl', apiUrl);
    if (priority !== undefined && !/^P[1-5]$|\{\{/.test(priority)) {
      throw invalid({ at: 'Opsgenie', what: 'the priority is none of Opsgenie\'s', value: priority, allowed: 'P1 to P5, or a template' });
    }
    this._checkLength('message', message, 130);
    this._checkTemplates({ message, description, priority, tags, source, entity, actions, note, ...details });
  }

  /** @internal */
  public override _fields(): { readonly section: string; readonly fields: { readonly [field: string]: unknown } } {
    const { apiKey, apiUrl, message, description, responders, priority, tags, source, details, entity, actions, note, updateAlerts } = this.props;
    return {
      section: 'opsgenie_configs',
      fields: {
        api_key_file: apiKey,
        api_url: apiUrl,
        message: message ?? CANARY_TITLE,
        description: description ?? CANARY_TEXT,
        responders: responders?.map((each) => each._render()),
        priority,
        tags,
        source,
        details,
        entity,
        actions,
        note,
        update_alerts: updateAlerts,
      },
    };
  }
}
