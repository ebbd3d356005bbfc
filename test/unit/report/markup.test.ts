import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ansiMarkup } from '../../../report/ansi.js';
import { highlighted } from '../../../report/highlight.js';
import { MarkdownReader } from '../../../report/markdown.js';
import { EmbeddedPictures } from '../../../report/pictures.js';
import { reportWords } from '../../../report/words.js';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-report-'));
  mkdirSync(join(folder, 'notes', 'pictures'), { recursive: true });
  for (const place of ['notes/pictures/a b.png', 'secret.png'])
    writeFileSync(join(folder, place), Buffer.from(PIXEL, 'base64'));
  writeFileSync(join(folder, 'notes', 'key.txt'), 'secret');
  symlinkSync(join(folder, 'secret.png'), join(folder, 'notes', 'link.png'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reader = () => new MarkdownReader(new EmbeddedPictures(join(folder, 'notes')), reportWords.en);
const read = (source: string, attachments = {}): string => reader().read(source, attachments).trim();

describe('texts', () => {
  it.each<[string, string, string]>([
    ['a heading', '# A *b* `c`', '<h1 id="of-a-b-c">A <em>b</em> <code>c</code></h1>'],
    ['a Korean heading', '## 1. 읽기', '<h2 id="of-1-읽기">1. 읽기</h2>'],
    ['a link within the page', '[x](#1.-Load)', '<p><a href="#of-1-load">x</a></p>'],
    [
      'a link',
      '<https://example.org/a?b=c&d>',
      '<p><a href="https://example.org/a?b=c&amp;d" rel="noopener noreferrer">https://example.org/a?b=c&amp;d</a></p>',
    ],
    ['a list', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['the name of a file is no link', 'titanic.md', '<p>titanic.md</p>'],
    ['HTML that only shows', 'a<br>b<sub>2</sub> <kbd>x</kbd>', '<p>a<br>b<sub>2</sub> <kbd>x</kbd></p>'],
    [
      'a table',
      '|a|b|\n|-|-:|\n|1|2|',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['code of another language', '```python\na < b\n```', '<pre><code>a &lt; b\n</code></pre>'],
    ['prices', 'From $5 to $10, or $ 3 $', '<p>From $5 to $10, or $ 3 $</p>'],
    ['what KaTeX cannot read', '$\\frac{1$', '<p><code class="formula">\\frac{1</code></p>'],
  ])('%s', (_, source, html) => {
    expect(read(source)).toBe(html);
  });

  it('colours TypeScript', () => {
    expect(read('```ts\nlet a = 1;\n```')).toContain('<span class="k">let</span>');
  });

  it.each(['$a_1 + \\sqrt{b}$', '$$\na_1\n$$', '$$a_1$$', '\\begin{aligned}\na_1 &= 2\n\\end{aligned}'])(
    'draws the formula %j',
    (source) => {
      const html = read(`Before ${source.startsWith('\\') || source.includes('\n') ? '\n\n' : ''}${source}`);
      expect(html).toMatch(/<math xmlns="[^"]*MathML"[\s\S]*<msub><mi>a<\/mi><mn>1<\/mn><\/msub>/);
      expect(html).not.toContain('katex');
    },
  );

  it('keeps headings, each with a name of its own', () => {
    const markdown = reader();
    markdown.read('# Load\n\n## Load');
    markdown.read('### Load');
    expect(markdown.headings).toEqual([
      { level: 1, text: 'Load', anchor: 'of-load' },
      { level: 2, text: 'Load', anchor: 'of-load-2' },
      { level: 3, text: 'Load', anchor: 'of-load-3' },
    ]);
  });

  it('embeds pictures of the folder and of the cell, and no others', () => {
    const embedded = `<img src="data:image/png;base64,${PIXEL}" alt="A">`;
    expect(read('![A](pictures/a%20b.png)')).toBe(`<p>${embedded}</p>`);
    expect(read('![A](attachment:x.png)', { 'x.png': { 'image/png': PIXEL } })).toBe(`<p>${embedded}</p>`);
    expect(read(`![A](data:image/png;base64,${PIXEL})`)).toBe(`<p>${embedded}</p>`);
    for (const source of [
      '../secret.png',
      'link.png',
      'key.txt',
      'nothing.png',
      '/etc/passwd',
      'file:///etc/passwd',
      'data:text/html,x',
      'attachment:y.png',
    ])
      expect(read(`![A](${source})`), source).toBe(
        '<p><span class="elsewhere">A picture that could not be put into this page: A</span></p>',
      );
    expect(read('![A](https://example.org/a.png)')).toBe(
      '<p><a class="elsewhere" href="https://example.org/a.png" rel="noopener noreferrer">Picture: A</a></p>',
    );
  });
});

/** Every element of a piece of HTML, as a browser reads it, with its attributes. */
function elements(html: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => void found.push({ name, attributes }) });
  parser.end(html);
  return found;
}

/** Elements that a piece of HTML leaves open, or closes without having opened them. */
function openedAtEnd(html: string): string[] {
  const open: string[] = [];
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)(?:"[^"]*"|[^">])*>/g)) {
    if (/^(br|img|hr)$/.test(name)) continue;
    if (!end) open.push(name);
    else if (open.pop() !== name) return [`/${name}`];
  }
  return open;
}

const SHOWN = /^(p|a|b|br|code|pre|div|details|summary|span|table|tr|td|m[a-z]+|semantics|annotation)$/;
const HARMLESS = /^(title|href|rel|id|open|class|xmlns|encoding|mathcolor|display)$/;

describe('hostile texts', () => {
  it.each([
    '<script>x()</script>',
    '<img src=x onerror=x()>',
    '<svg onload=x()><script>x()</script></svg>',
    '<a href="javascript:x()">y</a>',
    '[y](javascript:x())',
    '<a href=" java\nscript:x()">y</a>',
    '<a href="data:text/html,<script>x()</script>">y</a>',
    '<iframe srcdoc="<script>x()</script>"></iframe>',
    '<form action="https://example.org"><input name=a><button formaction="javascript:x()">y</button></form>',
    '<div style="background:url(https://example.org)">y</div>',
    '<style>* { background: url(https://example.org) }</style>',
    '<link rel=stylesheet href=https://example.org><meta http-equiv=refresh content=0>',
    '<base href="https://example.org">',
    '<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>',
    '<noscript><p title="</noscript><img src=x onerror=x()>"></noscript>',
    '<p title="&quot;><script>x()</script>">y</p>',
    "<p title='\"><img src=x onerror=x()>'>y</p>",
    '<template><script>x()</script></template>',
    '<details open ontoggle=x()><summary>y</summary></details>',
    '<b id="renderers" class="k" name="location">y</b>',
    '$\\href{javascript:x()}{y}$',
    '$\\htmlData{a=b}{y}$ $\\includegraphics{https://example.org/a.png}$',
    '\uE0000\uE001<b title="\uE0000\uE001">$a$</b>',
    '```ts\n</code></pre><script>x()</script>\n```',
    '<scr<script>ipt>x()</script>',
    '<p>y</p></div></main></body><script>x()',
  ])('%j does nothing', (source) => {
    const html = read(source);
    for (const { name, attributes } of elements(html)) {
      expect(name).toMatch(SHOWN);
      for (const [attribute, value] of Object.entries(attributes)) {
        expect(attribute).toMatch(HARMLESS);
        if (attribute === 'href') expect(value).toMatch(/^(https?:|mailto:|#|[^:]*$)/);
        if (attribute === 'id') expect(value).toMatch(/^of-/);
        if (attribute === 'class') expect(value).toMatch(/^(elsewhere|formula|[a-z])$/);
      }
    }
    // All that is opened is closed, in its order: nothing of the page falls into it.
    expect(openedAtEnd(html)).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['<table><tr><td>1</td></tr></table>', false],
    ['<style>td { color: red }</style><b>1</b>', false],
    ['<div id="plot"></div><script>plot()</script>', true],
    ['<iframe src="x.html"></iframe>', true],
  ])('it is told whether %j lost what it needs: %s', (source, lost) => {
    expect(reader().markup(source).lost).toBe(lost);
  });
});

const E = '\u001b';
describe('what programs print', () => {
  it.each<[string, string, string]>([
    ['plain', 'a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
    ['red', `${E}[31ma${E}[0mb`, '<span class="fg1">a</span>b'],
    [
      'bold and bright',
      `${E}[1;92ma${E}[22mb`,
      '<span class="bold fg10">a</span><span class="fg10">b</span>',
    ],
    ['ends by itself', `${E}[4ma${E}[m b`, '<span class="underline">a</span> b'],
    ['256 colours', `${E}[38;5;196ma`, '<span class="front" style="--front:rgb(255 0 0)">a</span>'],
    ['true colours', `${E}[48;2;1;2;999ma`, '<span class="back" style="--back:rgb(1 2 255)">a</span>'],
    ['moves of a cursor', `a${E}[2K${E}[1Ab`, 'ab'],
    ['links', `${E}]8;;https://example.org${E}\\a${E}]8;;${E}\\`, 'a'],
    ['markup in colours', `${E}[31m<img src=x>`, '<span class="fg1">&lt;img src=x&gt;</span>'],
    ['a progress bar', '10 %\r50 %\r100 %\ndone\r\n', '100 %\ndone\n'],
    ['controls', 'a\u0000\u0007b\tc', 'ab\tc'],
  ])('%s', (_, text, html) => {
    expect(ansiMarkup(text)).toBe(html);
  });
});

describe('code', () => {
  it.each<[string, string]>([
    ['const a = 1.5;', '<span class="k">const</span> a = <span class="n">1.5</span>;'],
    [
      "f('<b>') // c",
      '<span class="f">f</span>(<span class="s">&#39;&lt;b&gt;&#39;</span>) <span class="c">// c</span>',
    ],
    [
      '/* a\nb */ null',
      '<span class="c">/* a</span>\n<span class="c">b */</span> <span class="n">null</span>',
    ],
    ['x / 2 / y', 'x / <span class="n">2</span> / y'],
    ['/a"b/.test', '<span class="s">/a&quot;b/</span>.test'],
    ['new Map<string>', '<span class="k">new</span> <span class="t">Map</span>&lt;string&gt;'],
    [
      '`a\n${b}\nc`',
      '<span class="s">`a</span>\n<span class="s">${</span>b<span class="s">}</span>\n<span class="s">c`</span>',
    ],
  ])('%j', (code, html) => {
    expect(highlighted(code, 'typescript')).toBe(html);
  });

  it('of another language is text', () => {
    expect(highlighted('if a < 1:', 'python')).toBe('if a &lt; 1:');
  });

  it('is all there', () => {
    const code = 'const a = `x${`${1}`}` as const; // "\nlet ünï = "\\\n\t";\n\nx?.y';
    const text = highlighted(code, 'typescript').replace(/<[^>]*>/g, '');
    const plain = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' } as Record<
      string,
      string
    >;
    expect(text.replace(/&[^;]+;/g, (each) => plain[each] ?? each)).toBe(code);
  });
});
