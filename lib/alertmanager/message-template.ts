import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { invalid } from '../invalid';
import { CANARY_TEMPLATE_FILE, canaryTemplate, checkClusterName } from './canary-template';
import { readTemplate, TemplateText } from './template-text';

/** What our own texts take. */
export interface CanaryTemplateOptions {
  /**
   * The cluster's name, as titles say it: letters, digits, blanks and `-_.:/`.
   *
   * @default - the label `cluster` of the alerts, where Prometheus has one among its external labels
   */
  readonly clusterName?: string;
}

/**
 * A file of named message templates (`{{ define "team.title" }}…{{ end }}`), which receivers refer to by
 * `{{ template "team.title" . }}`. It stands beside the configuration in the same Secret.
 */
export class MessageTemplate {
  /**
   * Our own texts, which each receiver of this library has by default: `canary.title`, `canary.text`, `canary.slack`,
   * `canary.markdown`, `canary.html` and `canary.telegram`. A configuration that refers to them has the file without being
   * told so.
   *
   * @param options What they say.
   */
  public static canaryAlerting(options: CanaryTemplateOptions = {}): MessageTemplate {
    const { clusterName } = options;
    checkClusterName('MessageTemplate.canaryAlerting', clusterName);
    return new MessageTemplate(CANARY_TEMPLATE_FILE, canaryTemplate(clusterName));
  }

  /**
   * The templates of a file.
   *
   * @param path The file, read now; its name is that of the template's file.
   */
  public static fromFile(path: string): MessageTemplate {
    let content: string;
    try {
      content = readFileSync(path, 'utf8');
    } catch (error) {
      throw invalid({ at: 'MessageTemplate.fromFile', what: `the file cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`, value: path, allowed: 'a path from the folder where the program runs' });
    }
    return new MessageTemplate(basename(path), content);
  }

  private readonly read: TemplateText;

  /**
   * @param fileName The file's name, such as `team.tmpl`.
   * @param content The templates, in Go's text/template syntax, with Alertmanager's functions.
   */
  public constructor(
    /** The file's name. */
    public readonly fileName: string,
    /** The templates. */
    public readonly content: string,
  ) {
    if (!/^[-\w][-.\w]*\.tmpl$/.test(fileName)) {
      throw invalid({
        at: 'MessageTemplate', what: 'the file\'s name is not one of a template in a Secret', value: fileName,
        allowed: 'letters, digits, "-", "_" and ".", ending in .tmpl: the configuration reads *.tmpl', fix: 'team.tmpl',
      });
    }
    this.read = readTemplate(`MessageTemplate ${fileName}`, content);
    if (this.read.defines.length === 0) {
      throw invalid({ at: `MessageTemplate ${fileName}`, what: 'nothing is defined', fix: '{{ define "team.title" }}…{{ end }}' });
    }
  }

  /** The names of the templates that the file defines. */
  public get defines(): string[] {
    return [...this.read.defines];
  }

  /**
   * The names of the templates that the file refers to.
   *
   * @internal
   */
  public get _refersTo(): readonly string[] {
    return this.read.refersTo;
  }

  /**
   * The text of each definition, by its name.
   *
   * @internal
   */
  public get _definitions(): readonly { readonly name: string; readonly text: string }[] {
    return this.read.definitions;
  }
}
