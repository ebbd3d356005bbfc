import type { DecodedValue, HistogramBucket, Hyperparameters } from '../../library/tensorboard/index.js';

/** A text or an image file of a log. */
export interface LoggedMedia {
  tag: string;
  step: number;
  /** Seconds since 1970. */
  wallTime: number;
  text?: string;
  image?: Uint8Array;
}

export interface LoggedHistogram {
  step: number;
  buckets: HistogramBucket[];
}

/** What all files of an import may hold together, in bytes. */
export class Room {
  constructor(private left: number) {}

  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.left += bytes;
  }
}

/** Of each tag so many texts and images stay, the latest. */
const MOST_OF_TAG = 3;
const MOST_HISTOGRAMS = 32;
const MOST_TAGS = 400;
const MOST_TEXT = 64 * 1024;
const MOST_IMAGE = 4 << 20;
const BUCKET_BYTES = 24;

/** What one event file holds beside its scalars, as much as there is room for. */
export class KeptMedia {
  readonly media = new Map<string, LoggedMedia[]>();
  readonly histograms = new Map<string, LoggedHistogram[]>();
  hparams: Hyperparameters | undefined;
  status: string | undefined;
  /** Texts, images and histograms that came, and those that did not fit. */
  readonly seen = { texts: 0, images: 0, histograms: 0 };
  left = 0;
  /** Of each histogram every so many steps is kept. */
  private readonly strides = new Map<string, number>();

  constructor(private readonly room: Room) {}

  add(
    { tag, plugin, text, images, histogram, hparams, status }: DecodedValue,
    step: number,
    wallTime: number,
  ): void {
    if (hparams) this.hparams = { ...this.hparams, ...hparams };
    else if (status !== undefined) this.status = status;
    else if (histogram) this.addHistogram(tag, { step, buckets: histogram });
    else if (text !== undefined && plugin === 'text') {
      this.seen.texts += 1;
      this.addMedia({ tag, step, wallTime, text: text.slice(0, MOST_TEXT) }, text.length);
    } else if (images)
      for (const image of images.files) {
        this.seen.images += 1;
        this.addMedia({ tag, step, wallTime, image }, image.length);
      }
  }

  private addMedia(media: LoggedMedia, bytes: number): void {
    const known = this.media.get(media.tag);
    const oldest = known && known.length >= MOST_OF_TAG ? known.shift() : undefined;
    if (oldest) this.room.giveBack(sizeOf(oldest));
    if ((!known && this.media.size >= MOST_TAGS) || bytes > MOST_IMAGE || !this.room.take(sizeOf(media))) {
      this.left += 1;
      return;
    }
    if (known) known.push(media);
    else this.media.set(media.tag, [media]);
  }

  /** Where there are too many of a tag, every second one is given up, and from then on as many are passed over. */
  private addHistogram(tag: string, histogram: LoggedHistogram): void {
    this.seen.histograms += 1;
    const known = this.histograms.get(tag) ?? [];
    if (known.length === 0) {
      if (this.histograms.size >= MOST_TAGS) {
        this.left += 1;
        return;
      }
      this.histograms.set(tag, known);
    }
    const stride = this.strides.get(tag) ?? 1;
    const last = known.at(-1);
    if (last && histogram.step > last.step && histogram.step - last.step < stride) return;
    if (!this.room.take(BUCKET_BYTES * histogram.buckets.length)) {
      this.left += 1;
      return;
    }
    known.push(histogram);
    if (known.length < MOST_HISTOGRAMS) return;
    const kept = known.filter((_, i) => i % 2 === 0);
    this.histograms.set(tag, kept);
    const [first, end] = [kept[0]?.step ?? 0, kept.at(-1)?.step ?? 0];
    this.strides.set(tag, Math.max(1, (end - first) / Math.max(1, kept.length - 1)));
  }
}

const sizeOf = ({ text = '', image }: LoggedMedia): number => text.length + (image?.length ?? 0);
