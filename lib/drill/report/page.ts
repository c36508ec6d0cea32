import { Message } from '../timeline';
import { DrillResult, Judgement, Play, Verdict } from '../verdict';
import { headline, slowestOf } from './headline';
import { Markup, markup } from './markup';
import { messageBody } from './message';
import { picture } from './picture';
import { secondsText } from './seconds';
import { Chapter, chaptersOf, endOf } from './story';
import { STYLE } from './style';
import { counted, VERDICT_WORDS } from './words';

/** The pictures of a chapter: one for each width of a window, so that letters have their size in all. */
const PICTURES = [['wide', 1028], ['middle', 630], ['narrow', 316]] as const;

/** How many messages and sentences are open to see; the others can be opened. */
const OPEN = 6;

/**
 * What a drill found as one page that needs nothing else: no script, no font, no image, no address is asked. It opens from a disk, in
 * the artifacts of a CI run, and in an e-mail.
 */
export function htmlReport(result: DrillResult): string {
  return `<!DOCTYPE html>\n${markup`<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">
<title>Drill: ${headline(result)}</title><style>${new Markup(STYLE)}</style></head>
<body><main>
${headOf(result)}
${result.unplayed.map(({ scenario, why }) => markup`<section class="card"><div class="heading-row"><h2>${scenario}</h2><span class="badge unplayed">could not be played</span></div><p>${why}</p></section>`)}
${result.plays.map((play, i) => playOf(play, i, result.promised))}
<footer>Played by ${result.programs.map(({ name, version }) => `${name} ${version}`).join(', ')}. Times count from the beginning of each scenario; +6 s is six seconds after the moment that counts.</footer>
</main></body></html>`}\n`;
}

function headOf(result: DrillResult): Markup {
  const text = headline(result);
  return markup`<header class="card"><div class="heading-row"><h1>${text.charAt(0).toUpperCase()}${text.slice(1)}</h1>${badge(result.verdict)}</div>
<p class="lead">${counted(result.plays.length, 'scenario')} played through the real programs. A failure was promised within ${secondsText(result.promised * 1000)}.</p>
<table class="summary"><thead><tr><th>scenario</th><th>verdict</th><th class="number">slowest</th><th class="number optional">computed</th><th class="optional">of the promise</th></tr></thead><tbody>
${result.plays.map((play, i) => {
    const slowest = slowestOf(play);
    const part = slowest === undefined ? undefined : slowest / result.promised;
    return markup`<tr><td><a href="#play-${i + 1}">${play.scenario.name}</a></td><td><span class="badge ${play.verdict}">${VERDICT_WORDS[play.verdict].sign} ${VERDICT_WORDS[play.verdict].words}</span></td>
<td class="number">${slowest === undefined ? '–' : secondsText(slowest * 1000)}</td><td class="number optional soft">${play.computed === undefined ? '–' : secondsText(play.computed * 1000)}</td>
<td class="optional">${part !== undefined && markup`<div class="meter ${part > 1 ? 'not-told' : 'told'}"><i style="width: ${Math.max(2, Math.min(100, Math.round(part * 100)))}%"></i></div>`}</td></tr>`;
  })}</tbody></table>
${result.assumptions.length > 0 && markup`<details><summary>${counted(result.assumptions.length, 'thing')} that the manifests do not say</summary><ul class="notes">${result.assumptions.map((each) => markup`<li dir="auto">${each}</li>`)}</ul></details>`}
</header>`;
}

function playOf(play: Play, index: number, promised: number): Markup {
  const { scenario, timeline, verdict } = play;
  const chapters = chaptersOf(play, promised);
  const end = endOf(timeline, scenario.seconds);
  const marks = timeline.done.filter(({ canary, at }) => canary === undefined && at >= 0).map(({ at }) => at);
  return markup`<section class="card" id="play-${index + 1}"><div class="heading-row"><h2 dir="auto">${scenario.name}</h2>${badge(verdict)}</div>
<p class="soft" dir="auto">${scenario.about}</p>
${chapters.map((chapter) => markup`<h3 dir="auto">${chapter.title}</h3>
${judgementsOf(chapter.judgements)}
${chapter.lanes.length > 0 && PICTURES.map(([name, width]) => new Markup(picture(chapter, { width, end, marks: chapter.canaries.length === 0 ? [] : marks }).source.replace('class="picture"', `class="picture ${name}"`)))}
${messagesOf(chapter)}`)}
${chapters.some(({ lanes }) => lanes.length > 0) && legend(chapters)}
${timeline.troubles.length > 0 && markup`<h3>What the programs said of it</h3><ul class="notes">${timeline.troubles.slice(0, 20).map((each) => markup`<li dir="auto"><code>${each}</code></li>`)}</ul>`}
</section>`;
}

function judgementsOf(judgements: readonly Judgement[]): Markup {
  const line = ({ verdict, what }: Judgement): Markup => markup`<li dir="auto"><b class="${verdict}">${VERDICT_WORDS[verdict].sign}</b> ${what}</li>`;
  // What went wrong is open to see, however much went well.
  const sorted = [...judgements.filter(({ verdict }) => verdict !== 'told'), ...judgements.filter(({ verdict }) => verdict === 'told')];
  return openAndMore(sorted, (some) => markup`<ul class="judgements">${some.map(line)}</ul>`);
}

function messagesOf({ messages }: Chapter): Markup | undefined {
  if (messages.length === 0) { return undefined; }
  // Of each channel the first one, before any channel has a second.
  const seen = new Map<string, number>();
  const ranked = messages.map((message) => {
    const rank = seen.get(message.integration.channel) ?? 0;
    seen.set(message.integration.channel, rank + 1);
    return { message, rank };
  });
  const sorted = ranked.sort((a, b) => a.rank - b.rank || a.message.at - b.message.at).map(({ message }) => message);
  return openAndMore(sorted, (some) => markup`<div class="messages">${some.map((message) => messageCard(message))}</div>`);
}

function openAndMore<T>(list: readonly T[], shown: (some: readonly T[]) => Markup): Markup {
  if (list.length <= OPEN) { return list.length === 0 ? markup`` : shown(list); }
  return markup`${shown(list.slice(0, OPEN))}<details><summary>${list.length - OPEN} more</summary>${shown(list.slice(OPEN))}</details>`;
}

function messageCard(message: Message): Markup {
  const isTaken = message.status >= 200 && message.status < 300;
  return markup`<article class="message ${/^\w+$/.test(message.integration.service) ? message.integration.service : ''}${message.resolved ? ' over' : ''}"><header><b dir="auto">${message.integration.channel}</b><span>${!isTaken && markup`<b class="refused">${message.status}</b> `}${secondsText(message.at)}</span></header>
<div class="sent">${messageBody(message)}</div></article>`;
}

function legend(chapters: readonly Chapter[]): Markup {
  const entries = [
    chapters.some(({ promises }) => promises.length > 0) && ['var(--promise); border-right: 2px dashed var(--promised)', 'the promise'] as const,
    ['var(--pending)', 'pending'] as const, ['var(--firing)', 'firing, told'] as const, ['var(--good)', 'resolved'] as const,
  ];
  return markup`<ul class="legend">${entries.map((entry) => entry !== false && markup`<li><i style="background: ${new Markup(entry[0])}"></i>${entry[1]}</li>`)}</ul>`;
}

function badge(verdict: Verdict): Markup {
  return markup`<span class="badge ${verdict}">${VERDICT_WORDS[verdict].sign} ${VERDICT_WORDS[verdict].words}</span>`;
}
