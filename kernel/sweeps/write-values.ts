import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { say } from '../../words/index.js';
import { CannotGo } from './cannot-go.js';
import { MARK, type Marked } from './marked.js';

interface Tensor {
  shape: number[];
  dtype: string;
  dataSync(): unknown;
}
interface Table {
  columns: string[];
  column(name: string): readonly unknown[];
}
interface Scaler {
  save(path: string): Promise<unknown>;
}

const has = (value: object, ...names: string[]): boolean => names.every((name) => name in value);
const isTensor = (value: object): value is Tensor => has(value, 'shape', 'dtype', 'dataId', 'dataSync');
const isTable = (value: object): value is Table => has(value, 'columns', 'column', 'split', 'numbers');
const isScaler = (value: object): value is Scaler => has(value, 'scaling', 'statistics', 'save', 'invert');

/**
 * Writes values for a trial's process into a file in the folder, by the names under which it uses them.
 *
 * @throws CannotGo that names what no process can be handed.
 */
export async function writeValues(values: ReadonlyMap<string, unknown>, folder: string): Promise<string> {
  let scalers = 0;
  const seen = new Set<object>();

  async function plain(value: unknown, path: string): Promise<unknown> {
    if (typeof value === 'function' || typeof value === 'symbol') throw cannotGo(path, value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (isTensor(value)) return tensor(value);
    if (isTable(value)) return table(value);
    if (isScaler(value)) {
      const file = `scaler-${++scalers}.json`;
      await value.save(join(folder, file));
      return { [MARK]: 'scaler', file } satisfies Marked;
    }
    if (seen.has(value)) throw cannotGo(path, value);
    seen.add(value);
    try {
      return await within(value, path);
    } finally {
      seen.delete(value);
    }
  }

  async function within(value: object, path: string): Promise<unknown> {
    if (Array.isArray(value)) {
      // Rows of numbers, the most frequent, are not looked through one by one.
      if (
        value.every(
          (part) => typeof part !== 'object' && typeof part !== 'function' && typeof part !== 'symbol',
        )
      )
        return value;
      const parts: unknown[] = [];
      for (const [i, part] of value.entries()) parts.push(await plain(part, `${path}[${i}]`));
      return parts;
    }
    if (Object.getPrototypeOf(value) === Object.prototype) {
      const parts: Record<string, unknown> = {};
      for (const [name, part] of Object.entries(value)) parts[name] = await plain(part, `${path}.${name}`);
      return parts;
    }
    if (value instanceof Date || value instanceof RegExp || value instanceof Map || value instanceof Set)
      return value;
    throw cannotGo(path, value);
  }

  const written: Record<string, unknown> = {};
  for (const [name, value] of values) written[name] = await plain(value, name);
  const file = join(folder, 'values');
  try {
    writeFileSync(file, serialize(written), { mode: 0o600 });
  } catch (error) {
    throw new CannotGo((error as Error).message);
  }
  return file;
}

function tensor(value: Tensor): Marked {
  const { shape, dtype } = value;
  return { [MARK]: 'tensor', shape: [...shape], dtype, values: value.dataSync() };
}

const table = (value: Table): Marked => ({
  [MARK]: 'table',
  columns: value.columns.map((name) => [name, value.column(name)]),
});

function cannotGo(path: string, value: unknown): CannotGo {
  const kind = kindOf(value);
  return new CannotGo(
    say(
      `train uses ${path}, and such a value (${kind}) cannot be handed to another process. Make it within train.`,
      `train이 쓰는 ${path}의 값(${kind})은 다른 프로세스에 넘길 수 없습니다. train 안에서 만드세요.`,
    ),
  );
}

/** The class of an object; those of the engine have another name after bundling. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  const { getClassName } = value as { getClassName?: unknown };
  if (typeof getClassName === 'function') return String(getClassName.call(value));
  return value.constructor?.name || 'object';
}
