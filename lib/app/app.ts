import { ApiObject, App as Cdk8sApp, AppProps, Chart, Names, YamlOutputType } from 'cdk8s';
import { invalid } from '../invalid';
import { Manifest } from '../late-annotation';
import { manifestYaml } from '../manifest-yaml';
import { ConstructTree } from './construct-tree';
import { validateConstructs } from './manifest-validation';
import { inOrder } from './order';
import { Output, writeOutput } from './output';
import { Renderer } from './render';

/**
 * cdk8s' App, for a thousand teams: it writes the same objects in the same order into the same files, in a fraction of the time, and YAML
 * that Go reads as what was meant.
 *
 * Constructs and Charts are cdk8s' own, and all of this library works in cdk8s' App, too. What is different:
 *
 * - Each construct is validated once, and each object is rendered once, where cdk8s does it again for each Chart; chains of `addDependency` take no longer than other constructs.
 * - Two objects of the same kind, namespace and name are refused, as are two objects that would be written to the same file: cdk8s overwrites the first without a word.
 * - The files are written beside the output folder and put in place when all of them are complete; those that are the same as before are not touched.
 * - A text that Go would read as something else is quoted, such as `0o7`.
 */
export class App extends Cdk8sApp {
  private readonly recordsMetadata: boolean;

  /**
   * @param props Where and how it is written: the properties of cdk8s' App, with the same meaning.
   */
  public constructor(props: AppProps = {}) {
    super(props);
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All Charts, each behind those that it depends on. */
  public override get charts(): Chart[] {
    return chartsOf(new ConstructTree(this)).map(({ chart }) => chart);
  }

  /**
   * Writes all manifests into the output folder.
   *
   * @throws When a validation fails, an object cannot be written, or two objects are the same or would be written to the same file. Then nothing is written.
   */
  public override synth(): void {
    const manifestOf = this.validated();
    const tree = new ConstructTree(this);
    writeOutput(this.outdir, this.output(tree, chartsOf(tree), manifestOf));
  }

  /** All manifests as one text, without writing any. */
  public override synthYaml(): string {
    const manifestOf = this.validated();
    const tree = new ConstructTree(this);
    const rendered = this.rendering(manifestOf);
    return chartsOf(tree).flatMap(({ objects }) => objects.map((object) => rendered(object).text)).join(BETWEEN);
  }

  private output(tree: ConstructTree, charts: readonly ChartObjects[], manifestOf: ManifestOf): Output {
    const files = new Files(this.outputFileExtension);
    const rendered = this.rendering(manifestOf);
    const folders: string[] = [];
    const nameOf = (chart: Chart, index: number): string => `${tree.hasDependentCharts ? `${index.toString().padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
    if (this.yamlOutputType === YamlOutputType.FILE_PER_APP && charts.length > 0) { files.open('app'); }
    charts.forEach(({ chart, objects }, index) => {
      switch (this.yamlOutputType) {
        case YamlOutputType.FILE_PER_APP:
          for (const object of objects) { files.append('app', rendered(object).text); }
          break;
        case YamlOutputType.FILE_PER_CHART: {
          const file = nameOf(chart, index);
          files.open(file, chart);
          for (const object of objects) { files.append(file, rendered(object).text); }
          break;
        }
        case YamlOutputType.FILE_PER_RESOURCE:
          for (const object of objects) {
            const { json, text } = rendered(object);
            files.add(fileOf(json.kind, json.metadata?.name), object, text);
          }
          break;
        case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE: {
          const folder = nameOf(chart, index);
          folders.push(folder);
          for (const object of objects) { files.add(`${folder}/${fileOf(object.kind, object.metadata.name)}`, object, rendered(object).text); }
          break;
        }
      }
    });
    const all = files.all();
    if (this.recordsMetadata) {
      const resources = Object.fromEntries(charts.flatMap(({ objects }) => objects.map((object) => [object.name, { path: object.node.path }])));
      all.set('construct-metadata.json', JSON.stringify({ version: '1.0.0', resources }));
    }
    return { folders, files: all };
  }

  /** Writes each object's text, and refuses one that is there twice. */
  private rendering(manifestOf: ManifestOf): (object: ApiObject) => { readonly json: NamedManifest; readonly text: string } {
    const seen = new Once();
    return (object) => {
      const json = manifestOf(object) as NamedManifest;
      seen.add(json, object);
      return { json, text: manifestYaml(json, referenceOf(object)) };
    };
  }

  /** Each object as it is written, rendered once; after everybody who validates constructs or manifests has found nothing. */
  private validated(): ManifestOf {
    const { errors, waiting } = validateConstructs(this);
    const renderer = new Renderer(this);
    // Where nobody wants to see all of them at once, each is forgotten as soon as it is written.
    const manifests = waiting.size === 0 ? undefined : errors.length === 0 ? this.rendered(renderer) : this.renderedIfPossible(renderer);
    if (manifests !== undefined) {
      const all = [...manifests.values()];
      errors.unshift(...[...waiting].flatMap((each) => each.validateManifests(all)).map((error) => `[${this.node.path}] ${error}`));
    }
    if (errors.length > 0) { throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`); }
    return (object) => manifests?.get(object) ?? renderer.render(object);
  }

  private rendered(renderer: Renderer): ReadonlyMap<ApiObject, Manifest> {
    return new Map(this.node.findAll().filter((each) => ApiObject.isApiObject(each)).map((each) => [each as ApiObject, renderer.render(each as ApiObject)]));
  }

  /** An app in which something is wrong may not be written at all; then its constructs have said why. */
  private renderedIfPossible(renderer: Renderer): ReadonlyMap<ApiObject, Manifest> | undefined {
    try { return this.rendered(renderer); } catch { return undefined; }
  }
}

/** What is written of an object. */
type ManifestOf = (object: ApiObject) => Manifest;

/** What stands between two documents of a file. */
const BETWEEN = '---\n';

interface ChartObjects {
  readonly chart: Chart;
  readonly objects: readonly ApiObject[];
}

/** The Charts in order, each with its own objects in order. */
function chartsOf(tree: ConstructTree): ChartObjects[] {
  const { constructs, charts, isObject } = tree;
  return inOrder(tree, 0).filter((each) => charts[each] === each).map((chart) => ({
    chart: constructs[chart] as Chart,
    objects: inOrder(tree, chart).filter((each) => isObject[each] === true && charts[each] === chart).map((each) => constructs[each] as ApiObject),
  }));
}

/** An object as far as its file is called by it. */
interface NamedManifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
}

function referenceOf({ kind, metadata, name }: ApiObject): string {
  return [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), name].join('/');
}

/** As cdk8s calls the file of an object. */
function fileOf(kind: unknown, name: unknown): string {
  return `${String(kind)}.${String(name)}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** Each object once: of two, whichever is applied last wins. */
class Once {
  private readonly seen = new Map<string, ApiObject>();

  public add({ apiVersion, kind, metadata }: NamedManifest, object: ApiObject): void {
    const name = metadata?.name;
    // What has no name yet gets one from the cluster.
    if (typeof name !== 'string') { return; }
    const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = JSON.stringify([group, kind, metadata?.namespace, name]);
    const first = this.seen.get(key);
    if (first !== undefined) {
      throw invalid({
        at: referenceOf(object), what: 'the object is there twice', value: `${first.node.path} and ${object.node.path}`,
        allowed: 'each object once: of two, whichever is applied last wins', fix: 'another metadata.name or namespace, or an App for each cluster',
      });
    }
    this.seen.set(key, object);
  }
}

/** The texts of files, and whose they are. */
class Files {
  private readonly texts = new Map<string, string[]>();
  private readonly owners = new Map<string, ApiObject | Chart | undefined>();

  public constructor(private readonly extension: string) {}

  /** A file with any number of documents. */
  public open(file: string, owner?: Chart): void {
    this.refuseTwin(file, owner);
    this.texts.set(file, []);
  }

  public append(file: string, text: string): void {
    this.texts.get(file)?.push(text);
  }

  /** A file with one document. */
  public add(file: string, owner: ApiObject, text: string): void {
    this.refuseTwin(file, owner);
    this.texts.set(file, [text]);
  }

  public all(): Map<string, string> {
    return new Map([...this.texts].map(([file, texts]) => [`${file}${this.extension}`, texts.join(BETWEEN)]));
  }

  /** Names that differ by upper and lower case alone are one file on macOS and Windows. */
  private refuseTwin(file: string, owner: ApiObject | Chart | undefined): void {
    const key = file.toLowerCase();
    const twin = this.owners.get(key);
    if (twin !== undefined && owner !== undefined) {
      throw invalid({
        at: ApiObject.isApiObject(owner) ? referenceOf(owner as ApiObject) : `Chart ${owner.node.path}`, what: `it would be written to the file of ${twin.node.path}`, value: `${file}${this.extension}`,
        allowed: 'one file for each: cdk8s names it by kind and name, without the namespace', fix: 'another name, a Chart of its own, or yamlOutputType: YamlOutputType.FILE_PER_CHART',
      });
    }
    this.owners.set(key, owner);
  }
}
