import { CanaryExplanation, EventExplanation, Step, Way } from './canary-explanation';
import { timesOf } from './way-text';

/** Who hears what of one canary as a flowchart of Mermaid, for a Markdown file. Any name is safe in it. */
export function canaryMermaid(explanation: CanaryExplanation): string {
  const chart = new Flowchart();
  for (const event of explanation.events) {
    if (event.impossible === undefined) { addEvent(event, chart); }
  }
  return chart.text();
}

function addEvent(event: EventExplanation, chart: Flowchart): void {
  const told = event.ways.filter(({ channel }) => channel !== undefined).map((way) => {
    const { first, again } = timesOf(way);
    return `${way.channel ?? ''}: ${first}${again === '' || again === first ? '' : `, again ${again}`}`;
  });
  const from = chart.node(`event ${event.event}`, [event.what, ...new Set(told)], 'event');
  for (const way of event.ways) { addWay(way, from, chart); }
  if (event.ways.length === 0) { chart.edge(from, chart.node(`nobody ${event.event}`, [`nobody: ${event.nobody ?? event.unknown ?? ''}`], 'nobody'), []); }
}

function addWay({ steps, lost, unknown }: Way, event: string, chart: Flowchart): void {
  let from = event;
  let waits: readonly string[] = [];
  for (const step of steps) {
    const to = chart.node(`${step.lane} ${step.name} ${step.lane === 'heard' ? '' : step.detail ?? ''}`, linesOf(step), step.lane === 'heard' ? 'channel' : 'station');
    chart.edge(from, to, waits);
    ({ waits } = step);
    from = to;
  }
  const end = lost ?? unknown;
  if (end !== undefined) { chart.edge(from, chart.node(`end ${end}`, [lost === undefined ? `not known: ${end}` : `nobody: ${end}`], 'nobody'), waits); }
}

function linesOf({ lane, name, detail }: Step): string[] {
  return detail === undefined || lane === 'heard' ? [name] : [name, detail];
}

type NodeClass = 'event' | 'station' | 'channel' | 'nobody';

/** Colours that can be read on light and dark pages, because each box has its own ground. */
const STYLES: Readonly<Record<NodeClass, string>> = {
  event: 'fill:#f1f5f9,stroke:#475569,color:#0f172a',
  station: 'fill:#ffffff,stroke:#94a3b8,color:#0f172a',
  channel: 'fill:#dbeafe,stroke:#2563eb,color:#0f172a',
  nobody: 'fill:#fee2e2,stroke:#dc2626,color:#7f1d1d',
};

class Flowchart {
  private readonly nodes = new Map<string, { readonly id: string; readonly lines: readonly string[]; readonly of: NodeClass }>();
  private readonly edges = new Set<string>();

  /** Takes a node in, once for each key. Returns its id. */
  public node(key: string, lines: readonly string[], of: NodeClass): string {
    const known = this.nodes.get(key) ?? { id: `n${this.nodes.size}`, lines, of };
    this.nodes.set(key, known);
    return known.id;
  }

  public edge(from: string, to: string, waits: readonly string[]): void {
    this.edges.add(waits.length === 0 ? `${from} --> ${to}` : `${from} -->|"${waits.map(mermaidText).join(', ')}"| ${to}`);
  }

  public text(): string {
    const nodes = [...this.nodes.values()];
    const classes = (Object.keys(STYLES) as NodeClass[]).filter((each) => nodes.some(({ of }) => of === each));
    return [
      'flowchart LR',
      ...nodes.map(({ id, lines }) => `  ${id}["${lines.map(mermaidText).join('<br/>')}"]`),
      ...[...this.edges].map((edge) => `  ${edge}`),
      ...classes.flatMap((each) => [`  classDef ${each} ${STYLES[each]}`, `  class ${nodes.filter(({ of }) => of === each).map(({ id }) => id).join(',')} ${each}`]),
    ].map((line) => `${line}\n`).join('');
  }
}

/**
 * A text as Mermaid takes it within quotes: all but letters, digits and a few harmless signs by their numbers, so that nothing in
 * it is syntax, Markdown or HTML.
 */
export function mermaidText(text: string): string {
  return [...text.replace(/[\p{Cc}\p{Cs}]/gu, ' ')].map((each) => /[\p{L}\p{M}\p{N} .,/-]/u.test(each) ? each : `#${each.codePointAt(0) ?? 32};`).join('');
}
