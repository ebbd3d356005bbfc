import { statSync } from 'node:fs';
import type { LogImportProgress } from '../../library/log-import/index.js';
import { eventFiles } from '../../library/tensorboard/index.js';
import { type ImportedRun, importedRuns } from './imported-run.js';
import { Room } from './kept-media.js';
import { LogFile } from './log-file.js';

/** Numbers of scalars that all files hold together. */
const MOST_CELLS = 8_000_000;
const MOST_ROWS = 4000;
const FEWEST_ROWS = 64;
/** Bytes of texts, images and histograms together. */
const MEDIA_ROOM = 64 << 20;

/** A folder of event files, read in bounded memory, all files at the same pace. */
export class LogFolder {
  files: LogFile[] = [];
  unread: string[] = [];
  private readonly known = new Map<string, LogFile>();
  private readonly room = new Room(MEDIA_ROOM);
  private sizes = new Map<LogFile, number>();
  private mostRows = MOST_ROWS;

  constructor(readonly root: string) {}

  /** Looks which files there are. */
  async look(): Promise<void> {
    const unread: string[] = [];
    for (const path of await eventFiles(this.root, (folder) => unread.push(folder))) {
      if (this.known.has(path)) continue;
      const file = new LogFile(this.root, path, { room: this.room, mostRows: () => this.mostRows });
      this.known.set(path, file);
      this.files.push(file);
    }
    this.unread = unread;
    for (const file of this.files) {
      const size = statSync(file.path, { throwIfNoEntry: false })?.size ?? file.reader.offset;
      if (size > (this.sizes.get(file) ?? -1)) file.more = true;
      this.sizes.set(file, size);
    }
  }

  /** Goes through a megabyte of each file that has more, and gives way after each. */
  async *read(): AsyncGenerator<LogFile> {
    for (let going = this.files; going.length > 0; going = going.filter(({ more }) => more)) {
      for (const file of going) {
        file.read();
        yield file;
      }
      const columns = this.files.reduce((sum, { scalars }) => sum + scalars.tagCount, 0);
      this.mostRows = Math.max(
        FEWEST_ROWS,
        Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, columns))),
      );
    }
  }

  get hasMore(): boolean {
    return this.files.some(({ more }) => more);
  }

  runs(): ImportedRun[] {
    return importedRuns(this.root, this.files);
  }

  progress(waiting: boolean): LogImportProgress {
    const sum = (of: (file: LogFile) => number): number =>
      this.files.reduce((total, file) => total + of(file), 0);
    return {
      files: { done: this.files.filter(({ more }) => !more).length, of: this.files.length },
      bytes: { done: sum(({ reader }) => reader.offset), of: sum((file) => this.sizes.get(file) ?? 0) },
      values: sum(({ scalars }) => scalars.seen),
      waiting,
    };
  }
}
