import type { Chapter, Entry } from './catalogue.js';
import { themes } from './themes.js';
import { exampleCount, pageWords, type Words } from './words.js';

/** Where a still lies beside the page. */
export const stillPath = (id: string, theme: string): string =>
  `stills/${id}${theme === 'light' ? '' : `.${theme}`}.svg`;

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** Both languages; the page shows one. */
const both = ({ en, ko }: Words): string =>
  `<span lang="en">${escaped(en)}</span><span lang="ko">${escaped(ko)}</span>`;

const isBad = ({ example }: Entry): boolean => example.startsWith('bad-');

function radios(name: string, legend: Words, choices: [value: string, words: Words][]): string {
  const inputs = choices.map(
    ([value, words], index) =>
      `<label><input type="radio" name="${name}" value="${value}"${index ? '' : ' checked'}><span>${both(words)}</span></label>`,
  );
  return `<fieldset class="switch"><legend>${both(legend)}</legend>${inputs.join('')}</fieldset>`;
}

function article(entry: Entry): string {
  const { id, title, line, width, height } = entry;
  const themed = Object.keys(entry.stills)
    .filter((theme) => theme !== 'light')
    .map((theme) => ` data-${theme}="${escaped(stillPath(id, theme))}"`);
  const still = escaped(stillPath(id, 'light'));
  return `<article id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a class="anchor" href="#${id}">${escaped(title)}</a></h3>
${line ? `<p class="line" lang="en">${escaped(line)}</p>` : ''}
<div class="pair">
<figure><figcaption>${both(pageWords.live)}</figcaption><div class="frame"><div class="live" data-id="${id}" data-picture="${entry.picture}" data-mime="${entry.mime}" style="min-height:${Math.min(height, 560)}px" role="group" aria-labelledby="${id}-title"></div></div></figure>
<figure><figcaption>${both(pageWords.still)}</figcaption><div class="frame of-still"><a href="${still}"><img class="still" loading="lazy" decoding="async" src="${still}" data-light="${still}"${themed.join('')} width="${width}" height="${height}" alt="${escaped(entry.alternative)}"></a></div></figure>
</div>
<details class="account"><summary>${both(pageWords.account)}</summary><pre lang="en" tabindex="0">${escaped(entry.account.en)}</pre><pre lang="ko" tabindex="0">${escaped(entry.account.ko)}</pre></details>
</article>`;
}

const contents = (heading: string, entries: Entry[]): string =>
  `<li>${heading}<details><summary>${both(exampleCount(entries.length))}</summary><ul>${entries
    .map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    .join('')}</ul></details></li>`;

function card({ name, description, entries }: Chapter): string {
  const [first] = entries;
  if (!first) return '';
  const still = escaped(stillPath(first.id, 'light'));
  const themed = Object.keys(first.stills).map(
    (theme) => ` data-${theme}="${escaped(stillPath(first.id, theme))}"`,
  );
  return `<li><a class="card" href="#${name}"><span class="thumb"><img class="still" src="${still}"${themed.join('')} width="${first.width}" height="${first.height}" alt=""></span><strong>${both(description.title)}</strong></a></li>`;
}

const chapterSection = ({ name, description, entries }: Chapter): string =>
  `<section id="${name}" aria-labelledby="${name}-title">
<header><h2 id="${name}-title"><a class="anchor" href="#${name}">${both(description.title)}</a></h2>
<p class="lead">${both(description.line)}</p><p><code>${escaped(description.call)}</code></p></header>
${entries.map(article).join('\n')}
</section>`;

/** The whole page; scripts, styles and stills lie beside it. */
export function galleryPage(chapters: Chapter[]): string {
  const good = chapters.map((chapter) => ({
    ...chapter,
    entries: chapter.entries.filter((each) => !isBad(each)),
  }));
  const bad = chapters
    .map((chapter) => ({ ...chapter, entries: chapter.entries.filter(isBad) }))
    .filter(({ entries }) => entries.length > 0);
  const toc = good.map(({ name, description, entries }) =>
    contents(`<a href="#${name}">${both(description.title)}</a>`, entries),
  );
  toc.push(
    contents(
      `<a href="#bad">${both(pageWords.bad)}</a>`,
      bad.flatMap(({ entries }) => entries),
    ),
  );
  const badParts = bad.map(
    ({ description, entries }) =>
      `<p class="of">${both(description.title)}</p>\n${entries.map(article).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${pageWords.title.en}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="gallery.css">
</head>
<body class="vscode-light">
<a class="skip" href="#pictures">${both(pageWords.skip)}</a>
<header class="bar"><a class="name" href="#top">${both(pageWords.title)}</a>
<form>${radios(
    'theme',
    pageWords.theme,
    themes.map((theme) => [theme, pageWords[theme]]),
  )}${radios('language', pageWords.language, [
    ['en', { en: 'English', ko: 'English' }],
    ['ko', { en: '한국어', ko: '한국어' }],
  ])}</form></header>
<div class="columns">
<nav aria-labelledby="contents"><h2 id="contents">${both(pageWords.contents)}</h2><ol>${toc.join('')}</ol></nav>
<main id="pictures" tabindex="-1">
<div id="top" class="hero"><h1>${both(pageWords.title)}</h1>
<p class="lead">${both(pageWords.lead)}</p><p class="line">${both(pageWords.data)}</p>
<noscript><p role="note">${both(pageWords.noScript)}</p></noscript>
<ul class="cards">${chapters.map(card).join('')}</ul></div>
${good.map(chapterSection).join('\n')}
<section id="bad" aria-labelledby="bad-title"><header><h2 id="bad-title"><a class="anchor" href="#bad">${both(pageWords.bad)}</a></h2>
<p class="lead">${both(pageWords.badLead)}</p></header>
${badParts.join('\n')}
</section>
</main>
</div>
<script src="renderers.js"></script>
<script src="gallery.js"></script>
</body>
</html>
`;
}
