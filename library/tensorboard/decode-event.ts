import { PbfReader } from 'pbf';

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
  /** Of a text or a model's graph. */
  text?: string;
}

export interface DecodedEvent {
  /** Seconds since 1970. */
  wallTime: number;
  step: number;
  values: DecodedValue[];
}

interface Tensor {
  dtype: number;
  numbers: number[];
  content: Uint8Array | undefined;
  strings: Uint8Array[];
}

interface Fields {
  tag: string;
  plugin: string;
  tensor: Tensor;
}

const TEXTS = ['text', 'graph_keras_model'];
const utf8 = new TextDecoder();

/**
 * Reads an event, whoever wrote it: tensors as bytes (as here and in TensorFlow's histograms), as lists of numbers (as in
 * TensorFlow's scalars), or plain numbers (as in PyTorch's logs). Field numbers are those of `event.ts`.
 *
 * @throws Error where the bytes are no event.
 */
export function decodeEvent(bytes: Uint8Array): DecodedEvent {
  const event: DecodedEvent = { wallTime: 0, step: 0, values: [] };
  return new PbfReader(bytes).readFields((field, into, reader) => {
    if (field === 1) into.wallTime = reader.readDouble();
    else if (field === 2) into.step = reader.readVarint();
    else if (field === 5)
      reader.readMessage((inner, values, summary) => {
        if (inner === 1) values.push(decoded(summary.readMessage(readValue, blank())));
      }, into.values);
  }, event);
}

const blank = (): Fields => ({
  tag: '',
  plugin: '',
  tensor: { dtype: 0, numbers: [], content: undefined, strings: [] },
});

function readValue(field: number, value: Fields, reader: PbfReader): void {
  if (field === 1) value.tag = reader.readString();
  else if (field === 2) {
    value.tensor.numbers.push(reader.readFloat());
    value.plugin ||= 'scalars';
  } else if (field === 8) reader.readMessage(readTensor, value.tensor);
  else if (field === 9)
    reader.readMessage((inner, into, metadata) => {
      if (inner === 1)
        metadata.readMessage((innermost, fields, data) => {
          if (innermost === 1) fields.plugin = data.readString();
        }, into);
    }, value);
}

function readTensor(field: number, tensor: Tensor, reader: PbfReader): void {
  if (field === 1) tensor.dtype = reader.readVarint();
  else if (field === 4) tensor.content = reader.readBytes();
  else if (field === 5) reader.readPackedFloat(tensor.numbers);
  else if (field === 6) reader.readPackedDouble(tensor.numbers);
  else if (field === 8) tensor.strings.push(reader.readBytes());
}

function decoded({ tag, plugin, tensor }: Fields): DecodedValue {
  const numbers = numbersOf(tensor);
  if (plugin === 'scalars' && numbers[0] !== undefined) return { tag, plugin, value: numbers[0] };
  if (plugin === 'histograms') return { tag, plugin, histogram: bucketsOf(numbers) };
  if (TEXTS.includes(plugin) && tensor.strings[0])
    return { tag, plugin, text: utf8.decode(tensor.strings[0]) };
  return { tag, plugin };
}

function numbersOf({ dtype, content, numbers }: Tensor): number[] {
  if (!content) return numbers;
  // A copy begins where its numbers may begin.
  const { buffer } = new Uint8Array(content);
  if (dtype === 1) return [...new Float32Array(buffer)];
  return dtype === 2 ? [...new Float64Array(buffer)] : [];
}

function bucketsOf(numbers: readonly number[]): HistogramBucket[] {
  return Array.from({ length: Math.floor(numbers.length / 3) }, (_, i) => {
    const [left = 0, right = 0, count = 0] = numbers.slice(3 * i, 3 * i + 3);
    return { left, right, count };
  });
}
