import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize } from 'node:v8';
import type { Engine } from '../engine.js';
import { MARK, type Marked } from './marked.js';

type Namespace = Record<string, unknown>;

interface Library {
  Table: new (columns: ReadonlyMap<string, readonly unknown[]>) => unknown;
  scale: { load(path: string): Promise<unknown> };
}

/** The values that were written for a trial's process, by name. */
export async function restoreValues(
  path: string,
  engine: () => Promise<Engine>,
  library: () => Promise<Namespace>,
): Promise<Namespace> {
  async function restore(value: unknown): Promise<unknown> {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (MARK in value) return stoodFor(value as Marked);
    if (Array.isArray(value)) return isFlat(value) ? value : Promise.all(value.map(restore));
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const entries = Object.entries(value).map(async ([name, part]) => [name, await restore(part)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Only what is needed is loaded: most functions want numbers. */
  async function stoodFor(marked: Marked): Promise<unknown> {
    const [{ tf }, known] = await Promise.all([engine(), library()]);
    const { Table, scale } = known as unknown as Library;
    switch (marked[MARK]) {
      case 'tensor':
        return tf.tensor(marked.values as number[], marked.shape, marked.dtype as 'float32');
      case 'table':
        return new Table(new Map(marked.columns));
      case 'scaler':
        return scale.load(join(dirname(path), marked.file));
    }
  }

  return (await restore(deserialize(await readFile(path)))) as Namespace;
}

const isFlat = (values: readonly unknown[]): boolean => values.every((value) => typeof value !== 'object');
