import { expect, it } from 'vitest';
import { MarkdownReader } from '../../../report/markdown.js';
import { OutputReader } from '../../../report/outputs.js';
import { EmbeddedPictures } from '../../../report/pictures.js';
import { reportWords } from '../../../report/words.js';

const { en } = reportWords;
const reader = () =>
  new OutputReader(new MarkdownReader(new EmbeddedPictures(undefined), en), en, ['training', 'table']);
const shown = (data: object, metadata = {}) => ({ output_type: 'display_data', data, metadata });
const read = (...outputs: unknown[]): string => reader().read(outputs);
const PNG = 'iVBORw0KGgo=';
const IMAGE = `<figure><img class="still" src="data:image/png;base64,${PNG}" alt="Picture"></figure>`;

it.each<[string, unknown[], string]>([
  [
    'pieces of a stream are one text',
    [
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] },
      { output_type: 'stream', name: 'stdout', text: 'c\n' },
      { output_type: 'stream', name: 'stderr', text: 'd' },
    ],
    '<pre class="printed stdout">a\nbc</pre>\n<pre class="printed stderr">d</pre>',
  ],
  ['a text', [shown({ 'text/plain': ['a <b>\n'] })], '<pre class="printed">a &lt;b&gt;\n</pre>'],
  [
    'HTML before text',
    [shown({ 'text/html': '<b>a</b>', 'text/plain': 'x' })],
    '<div class="markup"><b>a</b></div>',
  ],
  [
    'HTML that needs scripts: the picture',
    [shown({ 'text/html': '<div></div><script>x</script>', 'image/png': PNG, 'text/plain': 'x' })],
    IMAGE,
  ],
  [
    'without a picture: the text',
    [shown({ 'text/html': '<div></div><script>x</script>', 'text/plain': 'Figure()' })],
    `<p class="note">${en.lost}</p><pre class="printed">Figure()</pre>`,
  ],
  ['an image', [shown({ 'image/png': `${PNG}\n`, 'text/plain': 'x' })], IMAGE],
  [
    'its size and its words',
    [shown({ 'image/png': PNG }, { 'image/png': { width: 20, height: 10, alt: '"A"' } })],
    `<figure><img class="still" src="data:image/png;base64,${PNG}" alt="&quot;A&quot;" width="20" height="10"></figure>`,
  ],
  [
    'no image, but markup',
    [shown({ 'image/png': '"><b>', 'text/plain': 'x' })],
    '<pre class="printed">x</pre>',
  ],
  ['Markdown', [shown({ 'text/markdown': '*a*' })], '<div class="text"><p><em>a</em></p>\n</div>'],
  [
    'JSON',
    [shown({ 'application/json': { a: '<' } })],
    '<pre class="printed">{\n  &quot;a&quot;: &quot;&lt;&quot;\n}</pre>',
  ],
  [
    'of no known kind',
    [shown({ 'application/x': 1 })],
    `<p class="note">${en.notShown('application/x')}</p>`,
  ],
  [
    'an error without a traceback',
    [{ output_type: 'error', ename: 'A', evalue: 'b' }],
    '<pre class="printed error">A: b</pre>',
  ],
  ['nothing', [null, 7, {}, shown({}), { output_type: 'stream' }], ''],
])('%s', (_, outputs, html) => {
  expect(read(...outputs)).toBe(html);
});

it('keeps payloads of our pictures apart from the page, with what stands for them', () => {
  const outputs = reader();
  const mime = 'application/vnd.epochbook.training.v1+json';
  const html = outputs.read([
    shown({
      [mime]: { status: 'running' },
      'image/svg+xml': '<svg width="9" height="5">',
      'text/plain': 'words',
    }),
    shown({ 'application/vnd.epochbook.unknown.v1+json': {}, 'text/plain': 'of another version' }),
  ]);
  expect(outputs.live).toEqual([{ picture: 'training', mime, json: '{"status":"running"}' }]);
  expect(outputs.running).toBe(true);
  expect(html).toContain('width="9" height="5"');
  expect(html).toContain('<summary>In words</summary><pre>words</pre>');
  expect(html).toContain('<pre class="printed">of another version</pre>');
});
