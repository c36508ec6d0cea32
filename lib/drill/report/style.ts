/** How the page looks: light and dark, wide and narrow, on a screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #e2e5ea; --ink: #1b1f27; --soft: #5b6472; --band: #f7f8fa; --accent: #2f5bd8;
  --good: #0e7040; --warn: #a15c00; --bad: #c5221f; --good-soft: #e4f5ec; --warn-soft: #fdf0dc; --bad-soft: #fdeae9;
  --firing: #d9382f; --pending: #f2b84b; --plain: #475063; --quiet: #9aa3b2; --promise: #2f5bd81a; --promised: #2f5bd8; --code: #eef0f4 }
@media (prefers-color-scheme: dark) { :root {
  --page: #0f1217; --card: #171b22; --line: #2a303a; --ink: #e6e9ef; --soft: #98a2b3; --band: #1b2029; --accent: #86a5ff;
  --good: #4cc38a; --warn: #f0b354; --bad: #ff7b72; --good-soft: #12301f; --warn-soft: #33260f; --bad-soft: #391a1a;
  --firing: #f0625a; --pending: #d9a441; --plain: #a5afc0; --quiet: #5f6979; --promise: #86a5ff1f; --promised: #86a5ff; --code: #222833 } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
main { max-width: 1120px; margin: 0 auto; padding: 32px 24px 64px }
h1 { font-size: 26px; line-height: 1.25; margin: 0; letter-spacing: -.01em } h2 { font-size: 19px; margin: 0 } h3 { font-size: 15px; margin: 20px 0 8px }
p { margin: 6px 0 } a { color: var(--accent) } code, pre { font: 12.5px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
h1, h2, h3, p, li, td, th, summary { overflow-wrap: anywhere }
.soft { color: var(--soft) } .lead { font-size: 16px; color: var(--soft); margin: 8px 0 0 }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px; margin: 20px 0 }
.badge { display: inline-block; border-radius: 999px; padding: 2px 10px; font-size: 13px; font-weight: 600; white-space: nowrap }
.told { color: var(--good) } .badge.told { background: var(--good-soft) }
.told-twice, .too-late, .told-for-nothing { color: var(--warn) } .badge.told-twice, .badge.too-late, .badge.told-for-nothing { background: var(--warn-soft) }
.not-told, .unplayed { color: var(--bad) } .badge.not-told, .badge.unplayed { background: var(--bad-soft) }
.heading-row { display: flex; gap: 10px 14px; align-items: center; flex-wrap: wrap; justify-content: space-between }
table { border-collapse: collapse; width: 100% } .summary { margin-top: 18px }
.summary th { text-align: left; font-size: 12px; color: var(--soft); font-weight: 600; padding: 4px 10px 8px 0 }
.summary td { border-top: 1px solid var(--line); padding: 9px 10px 9px 0; vertical-align: top } .summary td:last-child, .summary th:last-child { padding-right: 0 }
.summary a { color: inherit; text-decoration: none; font-weight: 600 } .summary a:hover { text-decoration: underline }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.meter { height: 6px; border-radius: 3px; background: var(--code); min-width: 90px; margin-top: 8px; position: relative } .meter i { display: block; height: 100%; border-radius: 3px; background: currentColor }
.judgements { list-style: none; margin: 10px 0 0; padding: 0 } .judgements li { padding-left: 24px; position: relative; margin: 3px 0 } .judgements li > b:first-child { position: absolute; left: 0; width: 18px; text-align: center }
.picture { display: none; max-width: 100%; height: auto; margin: 4px 0 }
.picture text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--ink); unicode-bidi: isolate; direction: ltr; paint-order: stroke; stroke: var(--card); stroke-width: 3px; stroke-linejoin: round }
.picture svg { overflow: hidden }
.picture .lane { fill: var(--soft); font-weight: 600 } .picture .tick { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums }
.picture .band { fill: var(--band) } .picture .grid { stroke: var(--line) } .picture .begin { stroke: var(--soft) } .picture .shared { stroke: var(--soft); stroke-dasharray: 1 4; stroke-linecap: round; stroke-width: 1.5 }
.picture .promise { fill: var(--promise) } .picture .promised { stroke: var(--promised); stroke-width: 2; stroke-dasharray: 5 3 }
.picture .range { stroke: var(--soft); stroke-width: 2 } .picture .cross { stroke: var(--bad); stroke-width: 2.5; fill: none; stroke-linecap: round }
.picture circle { stroke: var(--card); stroke-width: 1.5 } .picture .plain { fill: var(--plain) } .picture .firing { fill: var(--firing) } .picture .pending { fill: var(--pending) } .picture .good { fill: var(--good) } .picture .quiet { fill: var(--quiet) }
.picture.narrow { display: block }
@media (min-width: 700px) { .picture.narrow { display: none } .picture.middle { display: block } }
@media (min-width: 1120px) { .picture.middle { display: none } .picture.wide { display: block } }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 12.5px; color: var(--soft); margin: 8px 0 0; padding: 0; list-style: none } .legend i { display: inline-block; width: 14px; height: 8px; border-radius: 2px; margin-right: 6px }
.messages { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 14px; align-items: start; margin-top: 12px }
.message { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; min-width: 0 } .message > header { display: flex; justify-content: space-between; gap: 10px; padding: 7px 12px; background: var(--band); font-size: 12.5px; border-bottom: 1px solid var(--line) }
.message > header b { overflow-wrap: anywhere } .message > header span { white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums } .message .refused { color: var(--bad) }
.message > .sent { padding: 12px; overflow-wrap: anywhere; max-height: 420px; overflow: auto } .message p { margin: 6px 0 }
.sent .text, .sent .title, .sent dd, .sent dt, .sent .author, .sent .footer { white-space: pre-wrap } .sent .title { font-weight: 700; margin-bottom: 4px } .sent .author, .sent .footer { color: var(--soft); font-size: 12.5px }
.sent pre { margin: 4px 0; padding: 8px; background: var(--code); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere } .sent code { background: var(--code); border-radius: 4px; padding: 1px 4px } .sent pre code { padding: 0 } .sent .heading { display: inline-block; font-size: 1.1em } .sent .quote { display: inline-block; border-left: 3px solid var(--line); padding-left: 8px }
.attachment { border-left: 4px solid var(--line); padding: 2px 0 2px 12px; margin: 4px 0 } .attachment.top { border-left: 0; border-top: 4px solid var(--line); padding: 8px 0 0 } .attachment.card { border: 1px solid var(--line); border-radius: 8px; padding: 12px }
.discord .attachment { background: var(--band); border-radius: 4px; padding: 10px 12px } .bubble { background: var(--good-soft); border-radius: 12px 12px 12px 3px; padding: 9px 13px; display: inline-block; max-width: 100% }
.mention { background: var(--warn-soft); color: var(--warn); border-radius: 3px; padding: 0 3px } .image { color: var(--soft); border: 1px dashed var(--line); border-radius: 4px; padding: 0 6px; font-size: 12.5px }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 130px), 1fr)); gap: 6px 14px; margin: 8px 0 0 } .fields div { min-width: 0 } .fields dt { font-weight: 600; font-size: 12.5px; color: var(--soft) } .fields dd { margin: 0 }
.buttons { display: flex; gap: 6px; flex-wrap: wrap; margin-top: 8px } .button { border: 1px solid var(--line); border-radius: 6px; padding: 2px 10px; font-size: 13px }
.incident .state { float: right; margin-left: 8px; border-radius: 4px; padding: 0 7px; font-size: 12px; background: var(--bad-soft); color: var(--bad) } .message.over .incident .state { background: var(--good-soft); color: var(--good) }
.mail table { width: auto; max-width: 100% } .mail td, .mail th { padding: 2px 6px; text-align: left } .mail h1, .mail h2, .mail h3 { font-size: 16px; margin: 4px 0 } .alerts { margin: 0; padding-left: 18px }
details { margin-top: 10px } summary { cursor: pointer; color: var(--soft); font-size: 13.5px }
.notes { padding: 0 22px } .notes li { margin: 4px 0 } footer { color: var(--soft); font-size: 13px; margin-top: 28px }
@media (max-width: 699px) { main { padding: 20px 10px 40px } .card { padding: 16px 12px } .optional { display: none } .legend { font-size: 12px } }
@media print { :root { --page: #fff } .card { break-inside: avoid-page } .message > .sent { max-height: none } }
`;
