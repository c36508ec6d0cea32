/** A panel of the dashboard, as far as it is sketched. */
export interface Panel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string; readonly legendFormat?: string }[];
}

/** What a query gave: a value for each step of the time that is shown, where there was one. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [minute: number, value: number])[];
}

const COLUMN = 42;
const ROW = 22;
const MINUTES = 60;
const COLORS = ['#73bf69', '#f2cc0c', '#5794f2', '#ff9830', '#b877d9'];
/** As the panel Status maps its values. */
const STATES: Readonly<Record<number, readonly [word: string, color: string]>> = { 0: ['Progressing', '#3274d9'], 1: ['OK', '#37872d'], 2: ['Failed', '#c4162a'] };

const STYLE = 'text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#ccccdc}.title{font-size:13px;font-weight:600}.note{fill:#9fa7b3}.state{fill:#fff;font-weight:600}'
  + '.page{fill:#111217}.panel{fill:#181b1f;stroke:#2c3235}.grid{stroke:#2c3235}';

/** Draws panels one after the other, as large as the dashboard has them. It is a sketch: Grafana draws more, and finer. */
export function dashboardSketch(some: readonly { readonly panel: Panel; readonly series: readonly Series[] }[]): string {
  let [x, y, rows] = [0, 0, 0];
  const panels = some.map(({ panel, series }) => {
    const { w, h } = panel.gridPos;
    if (x + w > 24) { [x, y] = [0, rows]; }
    const gridPos = { w, h, x, y };
    x += w;
    rows = Math.max(rows, y + h);
    return { panel: { ...panel, gridPos }, series };
  });
  const [width, height] = [24 * COLUMN, rows * ROW + 26];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A sketch of the dashboard">`,
    `<style>${STYLE}</style><rect class="page" width="${width}" height="${height}"/>`,
    ...panels.map(({ panel, series }) => drawn(panel, series)),
    `<text class="note" x="8" y="${height - 8}">A sketch: the dashboard’s own queries, answered by a real Prometheus from made-up samples, drawn by a script and not by Grafana.</text>`,
    '</svg>', '',
  ].join('\n');
}

function drawn(panel: Panel, series: readonly Series[]): string {
  const { gridPos: { x, y, w, h }, title, type } = panel;
  const box = { left: x * COLUMN + 4, top: y * ROW + 4, width: w * COLUMN - 8, height: h * ROW - 8 };
  const inside = type === 'state-timeline' ? { left: box.left + 190, width: box.width - 202, top: box.top + 34, height: box.height - 58 } : { left: box.left + 40, width: box.width - 52, top: box.top + 34, height: box.height - 74 };
  const at = (minute: number): number => Math.round((inside.left + minute / MINUTES * inside.width) * 10) / 10;
  const ticks = [0, 15, 30, 45, 60].map((minute) => `<line class="grid" x1="${at(minute)}" y1="${inside.top}" x2="${at(minute)}" y2="${inside.top + inside.height}"/><text class="note" x="${at(minute)}" y="${inside.top + inside.height + 15}" text-anchor="${minute === 60 ? 'end' : 'middle'}">${minute} min</text>`).join('');
  const body = type === 'state-timeline' ? states(series, inside, at) : lines(series, inside, at, box.top + box.height - 12);
  return `<rect class="panel" x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" rx="3"/><text class="title" x="${box.left + 10}" y="${box.top + 21}">${escaped(title)}</text>${ticks}${body}`;
}

interface Inside { readonly left: number; readonly width: number; readonly top: number; readonly height: number }

function states(series: readonly Series[], { left, top, height }: Inside, at: (minute: number) => number): string {
  const each = height / Math.max(1, series.length);
  return series.map(({ name, points }, row) => {
    const y = top + row * each + 3;
    const spans: { from: number; to: number; value: number }[] = [];
    for (const [minute, value] of points) {
      const last = spans.at(-1);
      if (last !== undefined && last.value === value && minute - last.to <= 1) { last.to = minute; } else { if (last !== undefined && minute - last.to <= 1) { last.to = minute; } spans.push({ from: minute, to: minute, value }); }
    }
    const alerting = name.startsWith('Canary');
    return `<text x="${left - 8}" y="${y + each / 2 + 1}" text-anchor="end">${escaped(name)}</text>${spans.map(({ from, to, value }) => {
      const [word, color] = alerting ? ['firing', '#c4162a'] : STATES[value] ?? [String(value), '#808080'];
      const wide = at(to) - at(from);
      return `<rect x="${at(from)}" y="${y}" width="${Math.max(1, wide).toFixed(1)}" height="${(each - 6).toFixed(1)}" fill="${color}"/>${wide > 70 ? `<text class="state" x="${at(from) + 6}" y="${y + each / 2 + 1}">${word}</text>` : ''}`;
    }).join('')}`;
  }).join('');
}

function lines(series: readonly Series[], { left, top, height }: Inside, at: (minute: number) => number, foot: number): string {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  if (values.length === 0) { return ''; }
  const [most, least] = [Math.max(...values), Math.min(...values)];
  const room = most === least ? 1 : (most - least) * 0.1;
  const [low, high] = [least - (least === 0 ? 0 : room), most + room];
  const y = (value: number): number => Math.round((top + height - (value - low) / (high - low) * height) * 10) / 10;
  const marks = [least, (least + most) / 2, most].map((value) => `<line class="grid" x1="${left}" y1="${y(value)}" x2="${at(MINUTES)}" y2="${y(value)}"/><text class="note" x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${Math.round(value * 10) / 10}</text>`).join('');
  let x = left;
  const drawnLines = series.map(({ name, points }, index) => {
    const color = COLORS[index % COLORS.length] ?? '#ccc';
    const parts = points.map(([minute, value], i) => `${i === 0 || minute - (points[i - 1]?.[0] ?? 0) > 1 ? 'M' : 'L'}${at(minute)} ${y(value)}`).join('');
    const legend = `<rect x="${x}" y="${foot - 4}" width="14" height="4" fill="${color}"/><text x="${x + 19}" y="${foot}">${escaped(name)}</text>`;
    x += 34 + name.length * 6.4;
    return `<path d="${parts}" fill="none" stroke="${color}" stroke-width="1.6"/>${legend}`;
  }).join('');
  return marks + drawnLines;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
