import type { HtmlReport } from '../../protocol/command-line.js';
import type { Locale } from '../../protocol/index.js';

/** The page of a notebook that `run` executes. */
export interface PageOfRun {
  /** @param text of the executed notebook. @throws Error where it cannot be written. */
  write(text: string): HtmlReport;
  /** What became of it, for people: a line for each thing worth knowing. */
  accountOf(report: HtmlReport): string[];
}

/** What the bundle of `report/` gives. It is loaded when a page is asked for. */
export interface ReportBundle {
  runHtmlCommand(args: string[], locale: Locale): number;
  /** @throws Error where a page cannot be written to `out`. */
  pageOfRun(notebook: string, out: string, assets: string, locale: Locale): PageOfRun;
}
