import { decodeHparams } from './decode-hparams.js';
import type { Hyperparameters } from './hparams.js';
import { numbersOf, readTensor, type Tensor } from './tensor.js';
import { Wire } from './wire.js';

// Field numbers are those of tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.

/** A bucket of a histogram: it counts the values from `left` up to `right`. */
export interface HistogramBucket {
  left: number;
  right: number;
  count: number;
}

/** What an event says under one tag. */
export interface DecodedValue {
  tag: string;
  /** Which of TensorBoard's plugins shows it: `scalars`, `histograms`, `text`, `images`, `graph_keras_model`, `hparams`. */
  plugin: string;
  /** Of a scalar. */
  value?: number;
  /** Of a histogram, from left to right. */
  histogram?: HistogramBucket[];
  /** Of a text or a model's graph; the cells of a table of texts are joined by line ends. */
  text?: string;
  /** Files (PNG …), with the width and height in pixels that the writer tells. */
  images?: { width: number; height: number; files: Uint8Array[] };
  /** The hyperparameters of a trial, at its start. */
  hparams?: Hyperparameters;
  /** How a trial ended. */
  status?: string;
}

export interface DecodedEvent {
  /** Seconds since 1970. */
  wallTime: number;
  step: number;
  values: DecodedValue[];
}

const TEXTS = new Set(['text', 'graph_keras_model']);
const utf8 = new TextDecoder();

/** Tags that are remembered; a file of more than these is read all the same. */
const MOST_TAGS = 20_000;

/**
 * Reads the events of one file, whoever wrote it: tensors as bytes (as here and in TensorFlow's histograms), as lists of
 * numbers (as in TensorFlow's scalars), or the older values without a tensor (as in PyTorch's logs). A writer need tell the
 * plugin of a tag only once, so that a decoder belongs to one file.
 */
export class EventDecoder {
  private readonly wire = new Wire();
  private readonly tags = new Map<number, { bytes: Uint8Array; tag: string }>();
  private readonly plugins = new Map<string, string>();

  /** @throws RangeError where the bytes are no event. */
  decode(bytes: Uint8Array): DecodedEvent {
    const wire = this.wire.open(bytes);
    const event: DecodedEvent = { wallTime: 0, step: 0, values: [] };
    for (let field = wire.field(); field; field = wire.field()) {
      if (field === 1) event.wallTime = wire.double();
      else if (field === 2) event.step = wire.signed();
      else if (field === 5) this.readSummary(event.values);
      else wire.skip();
    }
    return event;
  }

  private readSummary(values: DecodedValue[]): void {
    const { wire } = this;
    const outer = wire.enter();
    for (let field = wire.field(); field; field = wire.field()) {
      if (field === 1) {
        const summary = wire.enter();
        values.push(this.readValue());
        wire.leave(summary);
      } else wire.skip();
    }
    wire.leave(outer);
  }

  private readValue(): DecodedValue {
    const { wire } = this;
    let tag = '';
    let tensor: Tensor | undefined;
    let told: Plugin | undefined;
    let older: Omit<DecodedValue, 'tag'> | undefined;
    for (let field = wire.field(); field; field = wire.field()) {
      if (field === 1) tag = this.tagOf(wire.part());
      else if (field === 2) older = { plugin: 'scalars', value: wire.float() };
      else if (field === 4) older = inside(wire, readImage);
      else if (field === 5) older = inside(wire, readOlderHistogram);
      else if (field === 8) tensor = inside(wire, readTensor);
      else if (field === 9) told = inside(wire, readMetadata);
      else wire.skip();
    }
    if (older) return { tag, ...older };
    if (told?.plugin && this.plugins.size < MOST_TAGS) this.plugins.set(tag, told.plugin);
    const plugin = told?.plugin || this.plugins.get(tag) || '';
    return { tag, plugin, ...readingOf(plugin, tensor, told?.content) };
  }

  /** Of thousands of records with the same tag, only the first is decoded. */
  private tagOf(bytes: Uint8Array): string {
    let hash = bytes.length;
    for (let i = 0; i < bytes.length; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const known = this.tags.get(hash);
    if (known && isSame(known.bytes, bytes)) return known.tag;
    const tag = utf8.decode(bytes);
    if (this.tags.size < MOST_TAGS) this.tags.set(hash, { bytes: bytes.slice(), tag });
    return tag;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function inside<T>(wire: Wire, read: (wire: Wire) => T): T {
  const outer = wire.enter();
  const value = read(wire);
  wire.leave(outer);
  return value;
}

interface Plugin {
  plugin: string;
  content?: Uint8Array;
}

function readMetadata(wire: Wire): Plugin {
  const told: Plugin = { plugin: '' };
  for (let field = wire.field(); field; field = wire.field()) {
    if (field !== 1) {
      wire.skip();
      continue;
    }
    const outer = wire.enter();
    for (let inner = wire.field(); inner; inner = wire.field()) {
      if (inner === 1) told.plugin = utf8.decode(wire.part());
      else if (inner === 2) told.content = wire.part();
      else wire.skip();
    }
    wire.leave(outer);
  }
  return told;
}

function readImage(wire: Wire): Omit<DecodedValue, 'tag'> {
  const images = { width: 0, height: 0, files: [] as Uint8Array[] };
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 1) images.height = wire.whole();
    else if (field === 2) images.width = wire.whole();
    else if (field === 4) images.files.push(wire.part().slice());
    else wire.skip();
  }
  return { plugin: 'images', images };
}

/**
 * A histogram without a tensor: `limits[i]` is the right edge of bucket i. Its outermost edges may be as far out as numbers go,
 * so that empty buckets at both ends are left out and the values' own least and greatest take their places, as TensorBoard does
 * it, in numbers of 32 bits.
 */
function readOlderHistogram(wire: Wire): Omit<DecodedValue, 'tag'> {
  const limits: number[] = [];
  const counts: number[] = [];
  let min = 0;
  let max = 0;
  for (let field = wire.field(); field; field = wire.field()) {
    if (field === 1) min = wire.double();
    else if (field === 2) max = wire.double();
    else if (field === 6) wire.doubles(limits);
    else if (field === 7) wire.doubles(counts);
    else wire.skip();
  }
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const histogram: HistogramBucket[] = [];
  for (let i = first; first >= 0 && i <= last; i++)
    histogram.push({
      left: Math.fround(i === first ? min : (limits[i - 1] ?? 0)),
      right: Math.fround(i === last ? max : (limits[i] ?? 0)),
      count: Math.fround(counts[i] ?? 0),
    });
  return { plugin: 'histograms', histogram };
}

function readingOf(
  plugin: string,
  tensor: Tensor | undefined,
  content: Uint8Array | undefined,
): Partial<DecodedValue> {
  if (plugin === 'hparams' && content) return decodeHparams(content);
  if (!tensor) return {};
  if (plugin === 'scalars') {
    const [value] = numbersOf(tensor);
    return value === undefined ? {} : { value };
  }
  if (plugin === 'histograms') return { histogram: bucketsOf(numbersOf(tensor)) };
  const [first, second, ...rest] = tensor.strings;
  if (TEXTS.has(plugin) && first) return { text: tensor.strings.map((text) => utf8.decode(text)).join('\n') };
  if (plugin !== 'images' || !first || !second) return {};
  const [width, height] = [Number(utf8.decode(first)), Number(utf8.decode(second))];
  return { images: { width, height, files: rest.map((file) => file.slice()) } };
}

function bucketsOf(numbers: readonly number[]): HistogramBucket[] {
  return Array.from({ length: Math.floor(numbers.length / 3) }, (_, i) => ({
    left: numbers[3 * i] as number,
    right: numbers[3 * i + 1] as number,
    count: numbers[3 * i + 2] as number,
  }));
}
