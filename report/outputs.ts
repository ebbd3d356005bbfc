import { type JsonObject, objectOf, pictureMime, SVG_MIME, TEXT_MIME } from '../protocol/index.js';
import { ansiMarkup } from './ansi.js';
import { escaped } from './escape.js';
import type { MarkdownReader } from './markdown.js';
import { mathMarkup } from './maths.js';
import { pictureAddress } from './pictures.js';
import type { ReportWords } from './words.js';

/** What is drawn live on the page: the payload of an output, by the name of its renderer. */
export interface LivePayload {
  picture: string;
  mime: string;
  json: string;
}

const VEGA_LITE = /^application\/vnd\.vegalite\.v[56]\+json$/;
const RASTERS = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'];

/** Turns the outputs of one notebook into HTML, and keeps what is drawn live. */
export class OutputReader {
  readonly live: LivePayload[] = [];
  /** An output says that its training was going on. */
  running = false;
  failed = false;

  /** @param names of the pictures that there are renderers of. */
  constructor(
    private readonly markdown: MarkdownReader,
    private readonly words: ReportWords,
    private readonly names: readonly string[],
  ) {}

  /** The outputs of a cell, as its file has them. Pieces of one stream are one text. */
  read(outputs: readonly unknown[]): string {
    const html: string[] = [];
    let stream: { name: string; text: string } | undefined;
    const endStream = (): void => {
      if (stream && stream.text.trim() !== '') html.push(this.printed(stream.text, stream.name));
      stream = undefined;
    };
    for (const raw of outputs) {
      const output = objectOf(raw);
      if (output.output_type === 'stream') {
        const name = output.name === 'stderr' ? 'stderr' : 'stdout';
        if (stream?.name !== name) endStream();
        stream = { name, text: (stream?.text ?? '') + textOf(output.text) };
        continue;
      }
      endStream();
      html.push(output.output_type === 'error' ? this.error(output) : this.shown(output));
    }
    endStream();
    return html.filter(Boolean).join('\n');
  }

  private printed(text: string, name: string): string {
    return `<pre class="printed ${name}">${ansiMarkup(text.replace(/\n+$/, ''))}</pre>`;
  }

  private error({ ename, evalue, traceback }: JsonObject): string {
    this.failed = true;
    const lines = Array.isArray(traceback) ? traceback.map(textOf).join('\n') : '';
    const said = `${textOf(ename)}: ${textOf(evalue)}`;
    return `<pre class="printed error">${ansiMarkup(lines.trim() === '' ? said : lines)}</pre>`;
  }

  private shown({ data: raw, metadata }: JsonObject): string {
    const data = objectOf(raw);
    const own = Object.keys(data).find((type) => this.pictureOf(type) !== undefined && data[type] !== null);
    if (own !== undefined) return this.livePicture(own, data, objectOf(metadata));
    const html =
      data['text/html'] === undefined ? undefined : this.markdown.markup(textOf(data['text/html']));
    const still = this.still(data, objectOf(metadata));
    if (html && !html.lost && html.html.trim() !== '') return `<div class="markup">${html.html}</div>`;
    if (still) return `<figure>${still}</figure>`;
    if (data['text/markdown'] !== undefined)
      return `<div class="text">${this.markdown.read(textOf(data['text/markdown']))}</div>`;
    if (data['text/latex'] !== undefined)
      return `<p>${mathMarkup(textOf(data['text/latex']).replace(/^\s*\$+|\$+\s*$/g, ''), true)}</p>`;
    const note = html?.lost ? `<p class="note">${escaped(this.words.lost)}</p>` : '';
    if (html && hasWords(html.html)) return `${note}<div class="markup">${html.html}</div>`;
    if (data[TEXT_MIME] !== undefined) {
      const text = textOf(data[TEXT_MIME]);
      return note + (text.trim() === '' ? '' : `<pre class="printed">${ansiMarkup(text)}</pre>`);
    }
    const [type, value] = Object.entries(data)[0] ?? [];
    if (type === undefined) return '';
    return /[/+]json$/.test(type) && typeof value === 'object'
      ? `<pre class="printed">${escaped(JSON.stringify(value, null, 2))}</pre>`
      : `<p class="note">${escaped(this.words.notShown(type))}</p>`;
  }

  private pictureOf(mime: string): string | undefined {
    return VEGA_LITE.test(mime) ? 'vega-lite' : this.names.find((name) => pictureMime(name) === mime);
  }

  /** The still stands there until the live picture is drawn over it, and for print and pages without JavaScript. */
  private livePicture(mime: string, data: JsonObject, metadata: JsonObject): string {
    const payload = data[mime];
    this.running ||= objectOf(payload).status === 'running';
    const number = this.live.push({
      picture: this.pictureOf(mime) as string,
      mime,
      json: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
    const still = this.still(data, metadata);
    const account = textOf(data[TEXT_MIME]);
    const told =
      account.trim() === ''
        ? ''
        : `<details class="account"><summary>${escaped(this.words.account)}</summary><pre>${escaped(account)}</pre></details>`;
    const instead = still || `<pre class="printed still">${escaped(account)}</pre>`;
    return `<figure class="picture" data-payload="${number - 1}">${instead}<div class="live"></div>${told}</figure>`;
  }

  /** A picture that any browser draws: the text that stands for it comes from the output's metadata. */
  private still(data: JsonObject, metadata: JsonObject): string {
    const type = [SVG_MIME, ...RASTERS].find((each) => data[each] !== undefined);
    const address = type && pictureAddress(type, data[type]);
    if (!type || !address) return '';
    const { alt, width, height } = objectOf(metadata[type]);
    const size = type === SVG_MIME ? svgSize(textOf(data[type])) : { width, height };
    const attributes = Object.entries(size)
      .filter(([, value]) => typeof value === 'number' && value > 0 && value < 20_000)
      .map(([name, value]) => ` ${name}="${Math.round(value as number)}"`);
    const words = typeof alt === 'string' && alt.trim() !== '' ? alt : this.words.picture;
    return `<img class="still" src="${address}" alt="${escaped(words)}"${attributes.join('')}>`;
  }
}

const hasWords = (html: string): boolean => html.replace(/<[^>]*>|&nbsp;|\s/g, '') !== '';

/** nbformat's long texts are lists of lines. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('');
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

function svgSize(svg: string): { width?: number; height?: number } {
  const tag = /<svg\b[^>]*>/i.exec(svg.slice(0, 10_000))?.[0] ?? '';
  const read = (name: string): number => Number(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`).exec(tag)?.[1]);
  return { width: read('width'), height: read('height') };
}
