import { link, Markup, markup } from '../../../lib/drill/report/markup';

describe('markup', () => {
  test('takes texts as texts, and markup as markup', () => {
    expect(String(markup`<p title="${'"x"'}">${'<b>&amp;\''}${markup`<i>${1}</i>`}${[markup`a`, '<']}${undefined}${false}</p>`))
      .toBe('<p title="&#34;x&#34;">&#60;b&#62;&#38;amp;&#39;<i>1</i>a&#60;</p>');
  });

  test('leaves nothing that a browser obeys', () => {
    expect(String(markup`${'a\u202eb\u0000c\u2066d'}`)).toBe('a\ufffdb\ufffdc\ufffdd');
  });

  test.each([
    ['https://x.example/?a=1&b="', '<a href="https://x.example/?a=1&#38;b=&#34;" rel="noopener noreferrer nofollow">x</a>'],
    ['mailto:a@b.example', '<a href="mailto:a@b.example" rel="noopener noreferrer nofollow">x</a>'],
    ...['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//host/x', 'x', '', 'java\nscript:x'].map((address): [string, string] => [address, '<span>x</span>']),
  ])('a link to %j', (address, source) => {
    expect(link(address, new Markup('x')).source).toBe(source);
  });
});
