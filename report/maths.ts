import katex from 'katex';
import type MarkdownIt from 'markdown-it';
import { escaped } from './escape.js';
import type { Marks } from './marks.js';

/** A formula as MathML, which browsers draw themselves: no fonts, no styles. What KaTeX does not read stays as it was written. */
export function mathMarkup(source: string, display: boolean): string {
  try {
    const html = katex.renderToString(source, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 40,
      maxExpand: 500,
    });
    const math = html.slice(html.indexOf('<math'), html.lastIndexOf('</math>') + '</math>'.length);
    return display ? `<span class="formula">${math}</span>` : math;
  } catch {
    return `<code class="formula">${escaped(source)}</code>`;
  }
}

/** `$…$` and `$$…$$`, as the editor's notebooks and Jupyter read them: a price of $5 or $10 is none. */
export function readsMaths(markdown: MarkdownIt, marks: Marks): void {
  markdown.inline.ruler.after('escape', 'math', (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== '$') return false;
    const sign = src.startsWith('$$', pos) ? '$$' : '$';
    const from = pos + sign.length;
    const to = closing(src, from, sign);
    if (to < 0 || to === from) return false;
    const source = src.slice(from, to);
    const isTight = !/^\s|\s$/.test(source) && !/^\d/.test(src.slice(to + 1));
    if (sign === '$' && !isTight) return false;
    if (!silent) state.push('text', '', 0).content = marks.keep(mathMarkup(source, sign === '$$'));
    state.pos = to + sign.length;
    return true;
  });
  markdown.block.ruler.before(
    'fence',
    'math',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number): string =>
        state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim();
      const first = lineAt(startLine);
      const environment = /^\\begin\{([a-z]+\*?)\}/.exec(first)?.[1];
      const end = environment ? `\\end{${environment}}` : '$$';
      if (!environment && !first.startsWith('$$')) return false;
      const lines = [environment ? first : first.slice(2)];
      let line = startLine;
      while (!(lines.at(-1) ?? '').endsWith(end)) {
        line += 1;
        if (line >= endLine) return false;
        lines.push(lineAt(line));
      }
      if (silent) return true;
      const whole = lines.join('\n');
      const source = environment ? whole : whole.slice(0, -2);
      if (!environment && source.includes('$$')) return false;
      state.line = line + 1;
      state.push('paragraph_open', 'p', 1);
      const inline = state.push('html_inline', '', 0);
      inline.content = marks.keep(mathMarkup(source, true));
      state.push('paragraph_close', 'p', -1);
      return true;
    },
    { alt: ['paragraph', 'blockquote', 'list'] },
  );
}

/** Where a formula ends; -1 where it does not. */
function closing(text: string, from: number, sign: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}
