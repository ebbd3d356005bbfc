import type { SummaryValue } from './event.js';
import { EventFile } from './event-file.js';

/** Writes the events of one run: a folder, with a file of its own that is made when there is something to write. */
export class RunWriter {
  private file: EventFile | undefined;

  constructor(readonly folder: string) {}

  /** @throws Error from the file system. */
  write(step: number, values: SummaryValue[]): void {
    if (values.length === 0) return;
    this.file ??= new EventFile(this.folder);
    this.file.add({ step, values });
  }

  /** @throws Error from the file system. */
  settle(): void {
    this.file?.settle();
  }

  /** @throws Error from the file system. */
  flush(): void {
    this.file?.flush();
  }

  /** Ends the file; a later `write` begins another. @throws Error from the file system. */
  close(): void {
    const { file } = this;
    this.file = undefined;
    file?.close();
  }
}
