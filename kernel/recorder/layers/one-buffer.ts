import type { HandedRecord, RunLayers } from './layer-events.js';

type Numbers = Int32Array | Float32Array | Float64Array;

/**
 * Moves all arrays of the records into one buffer: a message between threads costs by the number of its buffers. Whoever
 * keeps a record takes its arrays out of it again, with `withOwnArrays`.
 */
export function inOneBuffer(records: readonly HandedRecord[]): HandedRecord[] {
  let length = 0;
  for (const record of records) each(record, (array) => (length += padded(array)));
  const buffer = new ArrayBuffer(length);
  let at = 0;
  return records.map((record) =>
    replaced(record, (array) => {
      const Type = array.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Numbers;
      const moved = new Type(buffer, at, array.length);
      moved.set(array);
      at += padded(array);
      return moved;
    }),
  );
}

export const withOwnArrays = <R extends HandedRecord>(record: R): R =>
  replaced(record, (array) => array.slice());

/** The buffers of what is handed over, for whoever gives them away with it: copied they would cost twice. */
export function buffersOf({ records, steps }: RunLayers): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  if (steps) buffers.add(steps.bytes.buffer as ArrayBuffer);
  for (const record of records) each(record, ({ buffer }) => void buffers.add(buffer as ArrayBuffer));
  return [...buffers];
}

const padded = ({ byteLength }: Numbers): number => Math.ceil(byteLength / 8) * 8;

function each(record: HandedRecord, visit: (array: Numbers) => void): void {
  for (const value of Object.values(record)) if (ArrayBuffer.isView(value)) visit(value as Numbers);
}

/** Weights between layers are few and large; they stay as they are. */
function replaced<R extends HandedRecord>(record: R, replace: (array: Numbers) => Numbers): R {
  const copy: Record<string, unknown> = { ...record };
  for (const [key, value] of Object.entries(record))
    if (ArrayBuffer.isView(value)) copy[key] = replace(value as Numbers);
  return copy as unknown as R;
}
