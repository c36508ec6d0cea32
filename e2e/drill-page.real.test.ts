import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { htmlReport } from '../lib/drill/report';
import { ODD, PLAYS, result } from '../test/drill/fixtures';
import { SERVICES } from '../test/drill/services';
import { Chromium, chromiumPath } from './chromium';
import { scratchFolder } from './scratch';

/** The page of a drill, looked at in a real browser: what people see is inside, readable, and asks nobody for anything. */

const path = chromiumPath();
if (path === undefined) {
  test.skip('no browser on this machine: apt-get install --no-install-recommends chromium fonts-dejavu-core', () => undefined);
} else {
  describe('the page of a drill', () => { looks(path); });
}

/** What is wrong with a page, measured by the browser itself. */
const MEASURE = `(() => {
  const wrong = [];
  const shown = (element) => element.getClientRects().length > 0;
  for (const each of document.querySelectorAll('details')) { each.open = true; }
  if (document.documentElement.scrollWidth > innerWidth) { wrong.push('the page is ' + document.documentElement.scrollWidth + ' wide in a window of ' + innerWidth); }
  for (const picture of [...document.querySelectorAll('svg.picture')].filter(shown)) {
    const frame = picture.getBoundingClientRect();
    const rects = [...picture.querySelectorAll('.label, .lane, .tick')].map((element) => ({ text: element.textContent, rect: element.getBoundingClientRect() }));
    for (const { text, rect } of rects) {
      if (rect.left < frame.left - 1 || rect.right > frame.right + 1 || rect.top < frame.top - 1 || rect.bottom > frame.bottom + 1) { wrong.push('outside of its picture: ' + text); }
    }
    for (const [i, a] of rects.entries()) {
      for (const b of rects.slice(i + 1)) {
        const [width, height] = [Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left), Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top)];
        if (width > 1 && height > 3) { wrong.push(a.text + ' stands over ' + b.text + ' by ' + Math.round(width) + ' x ' + Math.round(height)); }
      }
    }
  }
  for (const card of document.querySelectorAll('.message .sent, .card')) {
    if (shown(card) && card.scrollWidth > card.clientWidth + 1) { wrong.push('too wide: ' + card.textContent.slice(0, 80)); }
  }
  return wrong;
})()`;

/** What should not be in a page, whatever was sent. */
const DANGERS = `[...document.querySelectorAll('script, iframe, object, embed, img, form, input, base, link:not([rel=icon]), meta[http-equiv=refresh], [srcdoc], [src], [action]')].map((each) => each.outerHTML.slice(0, 80))
  .concat([...document.querySelectorAll('*')].flatMap((each) => [...each.attributes].filter(({ name, value }) => /^on/i.test(name) || (/href/.test(name) && !/^(#|https?:|mailto:|data:,$)/.test(value))).map(({ name, value }) => name + '=' + value)))`;

function looks(program: string): void {
  let chromium: Chromium;
  const folder = scratchFolder('drill-page');
  const pages = {
    'every verdict': result(PLAYS, { unplayed: [{ scenario: 'prometheus-restarts', why: 'Prometheus did not start: address already in use' }] }),
    'odd texts': result([ODD], { assumptions: [ODD.scenario.about], programs: [{ name: ODD.scenario.name, version: '1' }], unplayed: [{ scenario: ODD.scenario.about, why: ODD.scenario.name }] }),
    'every service': result([SERVICES]),
    'nothing': result([]),
  };
  const files = Object.entries(pages).map(([name, found], i): [string, string] => {
    const file = join(folder, `${i}.html`);
    writeFileSync(file, htmlReport(found));
    return [name, file];
  });

  beforeAll(async () => { chromium = await Chromium.start(program); }, 60_000);
  afterAll(async () => { await chromium.stop(); });

  const windows = [[1440, false], [1280, true], [1120, false], [820, false], [700, true], [699, false], [375, true], [320, false]] as const;
  test.each(files.flatMap(([name, file]) => windows.map(([width, dark]) => [name, width, dark ? 'dark' : 'light', file] as const)))('%s, %i wide, %s: everything has its place', async (name, width, colors, file) => {
    expect(await chromium.open(file, { width, dark: colors === 'dark' })).toEqual({ requests: [], complaints: [] });
    expect(await chromium.evaluate(MEASURE)).toEqual([]);
    // To look at with one's own eyes.
    const { SCREENSHOTS } = process.env;
    if (SCREENSHOTS !== undefined) { writeFileSync(join(SCREENSHOTS, `${name} ${width} ${colors}.png`), await chromium.screenshot()); }
  });

  test.each(files)('%s: nothing that was sent is more than text', async (_, file) => {
    await chromium.open(file, { width: 1280, dark: false });
    expect(await chromium.evaluate(DANGERS)).toEqual([]);
  });

  test.each(files)('%s: letters stand out from what is behind them, in the light and in the dark', async (_, file) => {
    for (const dark of [false, true]) {
      await chromium.open(file, { width: 1280, dark });
      expect(await chromium.evaluate(CONTRAST)).toEqual([]);
    }
  });

  test('it opens without scripts, and one picture of each chapter is shown', async () => {
    const [, file = ''] = files[0] ?? [];
    expect(readFileSync(file, 'utf8')).not.toMatch(/<script/);
    for (const [width, name] of [[1280, 'wide'], [820, 'middle'], [375, 'narrow']] as const) {
      await chromium.open(file, { width, dark: false });
      const shown = await chromium.evaluate<string[]>('[...document.querySelectorAll("svg.picture")].filter((each) => each.getClientRects().length > 0).map((each) => each.getAttribute("class"))');
      expect(new Set(shown)).toEqual(new Set([`picture ${name}`]));
      expect(shown.length).toBeGreaterThan(10);
    }
  });

  test('the measuring finds what is wrong', async () => {
    const file = join(folder, 'wrong.html');
    writeFileSync(file, `<!DOCTYPE html><body style="margin: 0"><div style="width: 3000px">x</div><svg class="picture" width="200" height="50">
      <text class="label" x="10" y="20">one label</text><text class="label" x="20" y="22">another label</text><text class="label" x="180" y="40">far out of it</text></svg><img src="https://192.0.2.1/x.png"><a href="javascript:alert(1)" onclick="x()">x</a>`);
    const { requests } = await chromium.open(file, { width: 800, dark: false });
    expect(requests).toEqual(['https://192.0.2.1/x.png']);
    expect(await chromium.evaluate(MEASURE)).toEqual([expect.stringContaining('3000 wide'), expect.stringContaining('outside of its picture: far'), expect.stringContaining('one label stands over another label')]);
    expect(await chromium.evaluate(DANGERS)).toEqual([expect.stringContaining('<img'), 'href=javascript:alert(1)', 'onclick=x()']);
  });
}

/** Where text and ground are less than 4.5 to 1 apart (WCAG 2.2, 1.4.3), as far as both are plain colours. */
const CONTRAST = `(() => {
  const parse = (color) => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const ground = (element) => { for (let each = element; each; each = each.parentElement) { const color = parse(getComputedStyle(each).backgroundColor); if (color.a > 0.99) { return color; } } return { r: 255, g: 255, b: 255 }; };
  const found = new Set();
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('svg') || element.getClientRects().length === 0 || ![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) { continue; }
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { found.add(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2)); }
  }
  return [...found];
})()`;
