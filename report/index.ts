import { NotebookFile } from '../kernel/notebook/index.js';
import type { HtmlReport } from '../protocol/command-line.js';
import type { Locale } from '../protocol/index.js';
import { setLocale } from '../words/index.js';
import { accountOf, htmlCommand } from './command.js';
import { checkPlace, writePage } from './write-page.js';

/** Runs `epochbook html`. @returns its exit code. */
export function runHtmlCommand(args: string[], locale: Locale): number {
  setLocale(locale);
  return htmlCommand(args);
}

/** What `epochbook run --html` does of it: looks at the place first, and writes the page when the cells have run. */
export function pageOfRun(notebook: string, out: string, assets: string, locale: Locale) {
  setLocale(locale);
  checkPlace(out);
  return {
    /** @param text of the executed notebook. */
    write: (text: string): HtmlReport =>
      writePage(NotebookFile.parse(text, notebook), { notebook, out, running: false, locale, assets }),
    accountOf,
  };
}
