import { basename } from 'node:path';
import { EventDecoder, RecordReader, runOf } from '../../library/tensorboard/index.js';
import { KeptMedia, type Room } from './kept-media.js';
import { ScalarTable } from './scalar-table.js';

/** Tags of scalars in one file beyond which no new ones are taken. */
const MOST_TAGS = 1000;

/** So little at first, that of all files something is there soon. */
const FIRST_BYTES = 1 << 17;

/** One event file, read as it grows. */
export class LogFile {
  readonly name: string;
  /** Its folder, as TensorBoard names the run. */
  readonly folder: string;
  readonly reader: RecordReader;
  readonly scalars: ScalarTable;
  readonly media: KeptMedia;
  /** Seconds since 1970, of the first and the last value. */
  firstTime = Number.POSITIVE_INFINITY;
  lastTime = Number.NEGATIVE_INFINITY;
  /** Values at steps that are no whole number from 0, or of tags beyond the limit. */
  leftOut = 0;
  /** Why the file itself cannot be read. */
  unread: string | undefined;
  /** There may be more to read at once. */
  more = true;
  private readonly decoder = new EventDecoder();
  private readonly take = (record: Uint8Array): void => this.takeEvent(record);

  constructor(
    root: string,
    readonly path: string,
    { room, mostRows }: { room: Room; mostRows(): number },
  ) {
    this.name = basename(path);
    this.folder = runOf(root, path);
    this.reader = new RecordReader(path);
    this.scalars = new ScalarTable(mostRows);
    this.media = new KeptMedia(room);
  }

  /** Goes through the next megabyte. @returns whether anything was new. */
  read(): boolean {
    const { offset } = this.reader;
    try {
      this.more = offset === 0 ? this.reader.read(this.take, FIRST_BYTES) : this.reader.read(this.take);
      this.unread = undefined;
    } catch (error) {
      this.more = false;
      this.unread = (error as NodeJS.ErrnoException).code ?? String(error);
    }
    return this.reader.offset > offset;
  }

  private takeEvent(record: Uint8Array): void {
    const { step, wallTime, values } = this.decoder.decode(record);
    if (values.length === 0) return;
    if (wallTime < this.firstTime) this.firstTime = wallTime;
    if (wallTime > this.lastTime) this.lastTime = wallTime;
    for (const value of values) {
      if (value.plugin === 'scalars' && value.value !== undefined)
        this.addScalar(value.tag, step, wallTime, value.value);
      else this.media.add(value, step, wallTime);
    }
  }

  private addScalar(tag: string, step: number, wallTime: number, value: number): void {
    const { scalars } = this;
    const isKnown = scalars.tagCount < MOST_TAGS || scalars.has(tag);
    if (isKnown && step >= 0 && Number.isSafeInteger(step)) scalars.add(tag, step, wallTime, value);
    else this.leftOut += 1;
  }
}
