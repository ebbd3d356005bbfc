import { PbfWriter } from 'pbf';

// Field numbers are those of tensorflow/core/util/event.proto and tensorflow/core/framework/{summary,tensor}.proto.

/** What a record of an event file holds. */
export type EventContent = { fileVersion: string } | { step: number; values: SummaryValue[] };

/** One value of a summary. TensorBoard gives it to the plugin of that name. */
export interface SummaryValue {
  tag: string;
  plugin: string;
  /** The plugin's own data. */
  content?: Uint8Array;
  tensor: SummaryTensor;
}

/** A tensor in the forms that TensorBoard's plugins take. */
export type SummaryTensor =
  | { dtype: 'float32' | 'float64'; shape: readonly number[]; values: ArrayLike<number> }
  | { dtype: 'string'; shape: readonly number[]; values: readonly (string | Uint8Array)[] };

const DTYPES = { float32: 1, float64: 2, string: 7 };
const utf8 = new TextEncoder();

/** @param wallTime Seconds since 1970. */
export function encodeEvent(wallTime: number, content: EventContent): Uint8Array {
  const event = new PbfWriter();
  event.writeDoubleField(1, wallTime);
  if ('fileVersion' in content) {
    event.writeStringField(3, content.fileVersion);
  } else {
    event.writeVarintField(2, content.step);
    event.writeMessage(5, writeSummary, content.values);
  }
  return event.finish();
}

function writeSummary(values: SummaryValue[], summary: PbfWriter): void {
  for (const value of values) summary.writeMessage(1, writeValue, value);
}

function writeValue({ tag, plugin, content, tensor }: SummaryValue, value: PbfWriter): void {
  value.writeStringField(1, tag);
  value.writeMessage(8, writeTensor, tensor);
  value.writeMessage(9, writeMetadata, { plugin, content });
}

function writeMetadata(
  { plugin, content }: Pick<SummaryValue, 'plugin' | 'content'>,
  metadata: PbfWriter,
): void {
  metadata.writeMessage(
    1,
    (_, data) => {
      data.writeStringField(1, plugin);
      if (content) data.writeBytesField(2, content);
    },
    null,
  );
}

function writeTensor({ dtype, shape, values }: SummaryTensor, tensor: PbfWriter): void {
  tensor.writeVarintField(1, DTYPES[dtype]);
  tensor.writeMessage(2, writeShape, shape);
  if (dtype === 'string') {
    for (const value of values) {
      tensor.writeBytesField(8, typeof value === 'string' ? utf8.encode(value) : value);
    }
  } else {
    const numbers = dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
    tensor.writeBytesField(4, new Uint8Array(numbers.buffer));
  }
}

function writeShape(shape: readonly number[], message: PbfWriter): void {
  for (const size of shape) message.writeMessage(2, (value, dim) => dim.writeVarintField(1, value), size);
}
