import { canaryMermaid } from '../../../lib/explain/canary';
import { mermaidText } from '../../../lib/explain/canary/mermaid';
import { fuzzed } from './names';
import { cart, explained, HEARD, NEWS, newsAlert } from './worlds';

/** What Mermaid shows for a text within quotes. */
const shown = (text: string): string => text.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** Within quotes stand letters, digits, harmless signs and characters by their numbers alone. */
const TEXT = '(?:[\\p{L}\\p{M}\\p{N} .,/-]|#\\d+;|<br/>)*';
const LINE = new RegExp(`^(?:flowchart LR|  n\\d+\\["${TEXT}"\\]|  n\\d+ -->(?:\\|"${TEXT}"\\|)? n\\d+|  classDef (?:event|station|channel|nobody) fill:#\\w{6},stroke:#\\w{6},color:#\\w{6}|  class n\\d+(?:,n\\d+)* (?:event|station|channel|nobody))$`, 'u');

describe('canaryMermaid', () => {
  test('events, the ways, the channels, and where nobody hears', () => {
    const explanation = explained([cart({ alerts: [newsAlert('error')] }), NEWS, ...HEARD]);
    const [failed, , , , , started] = explanation.events;
    expect(shown(canaryMermaid({ ...explanation, events: [failed, started].flatMap((each) => each ?? []) }))).toBe(`flowchart LR
  n0["failed checks reach the threshold<br/>Slack #alerts: 11 s, again 21 s<br/>Slack #news: at once"]
  n1["Flagger<br/>PodMonitor flagger-system/canaries"]
  n2["CanaryFailed<br/>PrometheusRule monitoring/canaries"]
  n3["route.routes[0]<br/>Secret/monitoring/alertmanager-config, receiver on-call"]
  n4["Slack #alerts"]
  n5["Flagger"]
  n6["alert news<br/>severity error"]
  n7["AlertProvider<br/>flagger-system/news"]
  n8["Slack #news"]
  n9["a rollout starts"]
  n10["nobody: no rule fires on flagger_canary_status 0 alone; severity error of its alerts leaves it out"]
  n0 --> n1
  n1 -->|"scrape 5 s"| n2
  n2 -->|"evaluation 5 s"| n3
  n3 -->|"group_wait 0 s, again 10 s"| n4
  n0 --> n5
  n5 --> n6
  n6 --> n7
  n7 --> n8
  n9 --> n10
  classDef event fill:#f1f5f9,stroke:#475569,color:#0f172a
  class n0,n9 event
  classDef station fill:#ffffff,stroke:#94a3b8,color:#0f172a
  class n1,n2,n3,n5,n6,n7 station
  classDef channel fill:#dbeafe,stroke:#2563eb,color:#0f172a
  class n4,n8 channel
  classDef nobody fill:#fee2e2,stroke:#dc2626,color:#7f1d1d
  class n10 nobody
`);
  });

  test('no name is syntax', () => {
    for (let seed = 0; seed < 2000; seed++) {
      const strange = canaryMermaid(fuzzed(seed)).trimEnd().split('\n').filter((line) => !LINE.test(line));
      expect([seed, strange]).toEqual([seed, []]);
    }
  });

  test.each([['a "quoted" name', 'a #34;quoted#34; name'], ['#ops', '#35;ops'], ['a\nb', 'a b'], ['카나리', '카나리'], ['🚀', '#128640;'], ['style: #f00;', 'style#58; #35;f00#59;']])('%j', (text, safe) => {
    expect(mermaidText(text)).toBe(safe);
  });
});
