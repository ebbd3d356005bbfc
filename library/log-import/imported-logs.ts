import { inspect } from 'node:util';
import { say } from '../../words/index.js';
import type { StoredRun } from '../stored-run.js';
import type { LoggedHistogram, LoggedImage, LoggedText, LogImportResult } from './running-import.js';

/** What `runs.import` has read. */
export class ImportedLogs {
  /** The stored runs, in the order of their names, as rows of `runs.list()`. */
  readonly runs: StoredRun[];
  /** Of each tag the latest. */
  readonly texts: LoggedText[];
  readonly images: LoggedImage[];
  readonly histograms: LoggedHistogram[];
  /** What could not be read, and what was not taken as it stands. */
  readonly problems: string[];
  /** It was stopped before all had been read. */
  readonly stopped: boolean;

  constructor(runs: StoredRun[], { texts, images, histograms, problems, stopped }: LogImportResult) {
    this.runs = runs;
    this.texts = texts;
    this.images = images;
    this.histograms = histograms;
    this.problems = problems;
    this.stopped = stopped;
  }

  [inspect.custom](): string {
    const { runs, texts, images, histograms, problems } = this;
    return say(
      `ImportedLogs: ${runs.length} .runs, ${texts.length} .texts, ${images.length} .images, ${histograms.length} .histograms, ${problems.length} .problems`,
      `ImportedLogs: .runs ${runs.length}개, .texts ${texts.length}개, .images ${images.length}개, .histograms ${histograms.length}개, .problems ${problems.length}개`,
    );
  }
}
