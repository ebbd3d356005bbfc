import { readFileSync } from 'node:fs';
import { PbfReader } from 'pbf';
import { maskedCrc32c } from '../../../library/tensorboard/crc.js';

export interface ReadValue {
  tag: string;
  plugin: string;
  content: Uint8Array | undefined;
  dtype: number;
  shape: number[];
  bytes: Uint8Array | undefined;
  strings: Uint8Array[];
}

export interface ReadEvent {
  wallTime: number;
  step: number;
  fileVersion: string | undefined;
  values: ReadValue[];
}

/** Reads an event file strictly: lengths and checksums must be right up to the last byte. */
export function readEvents(path: string): ReadEvent[] {
  return readRecords(readFileSync(path)).map(readEvent);
}

export function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8)))
      throw new Error(`The length at ${at} has another checksum.`);
    const payload = bytes.subarray(at + 12, at + 12 + length);
    if (view.getUint32(at + 12 + length, true) !== maskedCrc32c(payload))
      throw new Error(`The record at ${at} has another checksum.`);
    records.push(payload);
    at += 16 + length;
  }
  return records;
}

function readEvent(bytes: Uint8Array): ReadEvent {
  const event: ReadEvent = { wallTime: 0, step: 0, fileVersion: undefined, values: [] };
  return new PbfReader(bytes).readFields((field, into, reader) => {
    if (field === 1) into.wallTime = reader.readDouble();
    else if (field === 2) into.step = reader.readVarint();
    else if (field === 3) into.fileVersion = reader.readString();
    else if (field === 5)
      reader.readMessage((inner, values, summary) => {
        if (inner === 1) values.push(summary.readMessage(readValue, blankValue()));
      }, into.values);
  }, event);
}

const blankValue = (): ReadValue => ({
  tag: '',
  plugin: '',
  content: undefined,
  dtype: 0,
  shape: [],
  bytes: undefined,
  strings: [],
});

function readValue(field: number, value: ReadValue, reader: PbfReader): void {
  if (field === 1) value.tag = reader.readString();
  else if (field === 8) reader.readMessage(readTensor, value);
  else if (field === 9)
    reader.readMessage((inner, into, metadata) => {
      if (inner === 1)
        metadata.readMessage((innermost, plugin, data) => {
          if (innermost === 1) plugin.plugin = data.readString();
          else if (innermost === 2) plugin.content = data.readBytes();
        }, into);
    }, value);
}

function readTensor(field: number, value: ReadValue, reader: PbfReader): void {
  if (field === 1) value.dtype = reader.readVarint();
  else if (field === 4) value.bytes = new Uint8Array(reader.readBytes());
  else if (field === 8) value.strings.push(reader.readBytes());
  else if (field === 2)
    reader.readMessage((inner, into, shape) => {
      if (inner === 2)
        shape.readMessage((innermost, dims, dim) => {
          if (innermost === 1) dims.push(dim.readVarint());
        }, into.shape);
    }, value);
}

/** The numbers of a tensor. */
export function numbersOf({ dtype, bytes = new Uint8Array(0) }: ReadValue): number[] {
  if (dtype === 1) return [...new Float32Array(bytes.buffer)];
  if (dtype === 2) return [...new Float64Array(bytes.buffer)];
  throw new Error(`A tensor of type ${dtype} has no numbers.`);
}
