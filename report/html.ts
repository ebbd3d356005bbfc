import type { Locale } from '../protocol/index.js';
import { colorSheet } from './colors.js';
import { escaped } from './escape.js';
import type { PageHeading } from './markdown.js';
import type { LivePayload } from './outputs.js';
import { policyOf } from './policy.js';
import type { ReportWords } from './words.js';

/** What the page holds beside the notebook. */
export interface PageAssets {
  /** The page's own script, and its style. */
  script: string;
  style: string;
  /** The script of the renderers, and the same in Base64, deflated. */
  renderers: string;
  packedRenderers: string;
}

/** What stands on the page. */
export interface PageContent {
  title: string;
  locale: Locale;
  words: ReportWords;
  headings: readonly PageHeading[];
  /** Markup of the cells. */
  cells: string;
  live: readonly LivePayload[];
  running: boolean;
  failed: boolean;
  /** When it was made, for people. */
  date: string;
}

/** What the renderers are made with stays named where they go. */
const LICENCES = `<!-- The script of the pictures: Epochbook (MIT, the Epochbook contributors), with Vega and Vega-Lite (BSD-3-Clause, University of
Washington Interactive Data Lab), D3 (ISC, Mike Bostock), fflate (MIT, Arjun Barrett) and valibot (MIT, Fabian Hiller). -->
`;

/** Before anything is shown: what speaks of a page without scripts goes. */
const HAS_SCRIPT = "document.documentElement.classList.remove('plain')";

/** The whole page, in one text that asks nobody for anything. */
export function pageMarkup(content: PageContent, assets: PageAssets): string {
  const { title, locale, words, headings, cells, live } = content;
  const scripts = [HAS_SCRIPT, assets.script, ...(live.length > 0 ? [assets.renderers] : [])];
  const heading = headings.some(({ level }) => level === 1)
    ? ''
    : `<h1 class="title">${escaped(title)}</h1>\n`;
  return `<!doctype html>
<html lang="${locale}" class="plain">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(scripts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Epochbook">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${colorSheet}\n${assets.style}</style>
<script>${HAS_SCRIPT}</script>
</head>
<body>
<a class="skip" href="#notebook">${escaped(words.skip)}</a>
<header class="bar"><a class="name" href="#top">${escaped(title)}</a><form>${switches(words)}</form></header>
<div class="columns" id="top">
${contents(headings, words)}<main id="notebook" tabindex="-1">
${notices(content)}${heading}${cells || `<p class="note">${escaped(words.empty)}</p>`}
<footer><p>${escaped(words.made(content.date))}</p></footer>
</main>
</div>
${live.map(payloadScript).join('\n')}
${live.length > 0 ? `${LICENCES}<script type="text/plain" id="renderers">${assets.packedRenderers}</script>\n` : ''}<script>${assets.script}</script>
</body>
</html>
`;
}

/** A block of data: nothing in it ends the element, and browsers run no block of this type. */
function payloadScript({ picture, mime, json }: LivePayload, index: number): string {
  return `<script type="application/json" id="payload-${index}" data-picture="${escaped(picture)}" data-mime="${escaped(mime)}">${json.replaceAll('<', '\\u003c')}</script>`;
}

function switches(words: ReportWords): string {
  const themes = (['system', 'light', 'dark'] as const).map(
    (theme, index) =>
      `<label><input type="radio" name="theme" value="${theme}"${index ? '' : ' checked'}><span>${escaped(words[theme])}</span></label>`,
  );
  return `<label class="toggle"><input type="checkbox" id="show-code" checked autocomplete="off"><span>${escaped(words.code)}</span></label><fieldset class="switch"><legend>${escaped(words.theme)}</legend>${themes.join('')}</fieldset>`;
}

function contents(headings: readonly PageHeading[], words: ReportWords): string {
  const listed = headings.filter(({ level, text }) => level <= 3 && text !== '');
  if (listed.length < 2) return '';
  const top = Math.min(...listed.map(({ level }) => level));
  const items = listed.map(
    ({ level, text, anchor }) =>
      `<li class="level-${level - top + 1}"><a href="#${escaped(anchor)}">${escaped(text)}</a></li>`,
  );
  return `<nav aria-label="${escaped(words.contents)}"><details open><summary>${escaped(words.contents)}</summary><ol class="chapters">${items.join('')}</ol></details></nav>\n`;
}

function notices({ running, failed, live, words }: PageContent): string {
  const lines = [
    ...(running ? [`<p class="notice" role="note">${escaped(words.running)}</p>`] : []),
    ...(failed ? [`<p class="notice" role="note">${escaped(words.failed)}</p>`] : []),
    ...(live.length > 0
      ? [
          `<p class="notice without-script" role="note">${escaped(words.noScript)}</p>`,
          `<p class="notice" id="no-live" role="status" hidden>${escaped(words.drawing)}</p>`,
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
