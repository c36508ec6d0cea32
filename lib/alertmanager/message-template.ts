import { invalid } from '../invalid';
import { CANARY_TEMPLATE, CANARY_TEMPLATE_FILE } from './canary-template';
import { readTemplate } from './template-text';

/**
 * A file of named message templates (`{{ define "team.title" }}…{{ end }}`), which receivers refer to by
 * `{{ template "team.title" . }}`. It stands beside the configuration in the same Secret.
 */
export class MessageTemplate {
  /**
   * Our own texts, which each receiver of this library has by default: `canary.title`, `canary.text`, `canary.slack`,
   * `canary.markdown`, `canary.html` and `canary.telegram`. A configuration that refers to them has the file without being
   * told so.
   */
  public static canaryAlerting(): MessageTemplate {
    return new MessageTemplate(CANARY_TEMPLATE_FILE, CANARY_TEMPLATE);
  }

  private readonly read: { readonly defines: readonly string[]; readonly refersTo: readonly string[] };

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
}
