import { Parser } from 'htmlparser2';
import { escaped } from './escape.js';
import { anchorOf, withoutMarks } from './marks.js';

/** What markup of a notebook becomes on the page. */
export interface Sanitized {
  html: string;
  /** Something in it would have had to run or to load: scripts, frames, drawings as elements. */
  lost: boolean;
}

export interface SanitizeOptions {
  /** The address of a picture on the page, or undefined where it cannot be shown. */
  picture(source: string): string | undefined;
  /** The words in place of a picture that is elsewhere. */
  elsewhere(source: string, alternative: string): string;
  /** What stands for the marks of a text (see marks.ts). */
  marked(text: string): string;
}

const ELEMENTS = new Set(
  `a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure
   h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td
   tfoot th thead time tr tt u ul var wbr`.split(/\s+/),
);
const EMPTY = new Set(['br', 'hr', 'img', 'wbr', 'col']);
/** Nothing of these is shown, nor what is in them. */
const DROPPED = new Set(
  `script style template noscript noembed noframes iframe frame frameset object embed applet svg math textarea select title
   head audio video canvas portal xmp plaintext`.split(/\s+/),
);
/** Of these nobody misses anything. */
const SILENT = new Set(['style', 'head', 'title', 'template']);
const ATTRIBUTES: Record<string, readonly string[]> = {
  '*': ['title', 'lang', 'dir', 'align'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'reversed'],
  li: ['value'],
  img: ['width', 'height'],
  details: ['open'],
  time: ['datetime'],
};
const NUMBERS = new Set(['colspan', 'rowspan', 'span', 'start', 'value', 'width', 'height']);
const ADDRESS = /^(https?:|mailto:)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Markup that nothing can be done with but be read: elements and attributes that are listed, and no other. */
export function sanitized(markup: string, options: SanitizeOptions): Sanitized {
  let html = '';
  let lost = false;
  /** The names of elements that are open and dropped with what is in them. */
  let dropped: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (DROPPED.has(name)) {
          lost ||= !SILENT.has(name);
          dropped.push(name);
          return;
        }
        if (dropped.length > 0 || !ELEMENTS.has(name)) return;
        html += name === 'img' ? imageTag(attributes, options) : `<${name}${attributesOf(name, attributes)}>`;
      },
      ontext(text) {
        if (dropped.length === 0) html += options.marked(text);
      },
      onclosetag(name) {
        if (dropped.length > 0) {
          const at = dropped.lastIndexOf(name);
          if (at >= 0) dropped = dropped.slice(0, at);
        } else if (ELEMENTS.has(name) && !EMPTY.has(name)) html += `</${name}>`;
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(markup);
  return { html, lost };
}

function attributesOf(name: string, attributes: Readonly<Record<string, string>>): string {
  let text = '';
  const put = (attribute: string, value: string): void => {
    text += ` ${attribute}="${escaped(withoutMarks(value))}"`;
  };
  for (const attribute of [...(ATTRIBUTES['*'] ?? []), ...(ATTRIBUTES[name] ?? [])]) {
    const value = attributes[attribute];
    if (value === undefined || (NUMBERS.has(attribute) && !/^-?\d{1,5}$/.test(value))) continue;
    put(attribute, value);
  }
  const align = /(?:^|;)\s*text-align:\s*(left|center|right)\s*(?:;|$)/i.exec(attributes.style ?? '')?.[1];
  if (align && attributes.align === undefined) put('align', align.toLowerCase());
  const anchor = attributes.id ?? (name === 'a' ? attributes.name : undefined);
  if (anchor) put('id', anchorOf(anchor));
  // Browsers leave out line ends and tabs, and what hides with them.
  const address = attributes.href?.replace(/\p{Cc}/gu, '').trim();
  if (name === 'a' && address !== undefined) {
    if (address.startsWith('#')) put('href', `#${anchorOf(decoded(address.slice(1)))}`);
    else if (ADDRESS.test(address) || !SCHEME.test(address)) {
      put('href', address);
      put('rel', 'noopener noreferrer');
    }
  }
  return text;
}

function imageTag(attributes: Readonly<Record<string, string>>, options: SanitizeOptions): string {
  const { src = '', alt = '' } = attributes;
  const shown = options.picture(src.trim());
  if (shown === undefined) return options.elsewhere(withoutMarks(src.trim()), withoutMarks(alt));
  return `<img src="${escaped(shown)}" alt="${escaped(withoutMarks(alt))}"${attributesOf('img', attributes)}>`;
}

/** `%ED%95%9C` → 한, where it is such text. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
