import type { FunctionWriter } from './function-writer.js';
import { unsigned } from './leb128.js';
import { I32, type WasmType } from './opcodes.js';
import { SIMD_IMPORTS } from './simd-imports.js';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const [FUNCTION, MEMORY, GLOBAL] = [0, 2, 3];

/**
 * Puts functions together to a module. It imports `env.memory`; `env.base`, where its arena begins there; and the loops of
 * the engine, as `simd`.
 */
export class ModuleWriter {
  private readonly types: string[] = [];
  private readonly functions: { type: number; body: number[] }[] = [];
  private readonly exports: [name: string, functionIndex: number][] = [];

  /** Gives the number by which the function is called. */
  add(writer: FunctionWriter, exportedAs?: string): number {
    const own = this.functions.push({ type: this.typeOf(writer.parameters), body: writer.finish() }) - 1;
    const index = Object.keys(SIMD_IMPORTS).length + own;
    if (exportedAs !== undefined) this.exports.push([exportedAs, index]);
    return index;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const loops = Object.entries(SIMD_IMPORTS).map(([name, count]) => {
      const type = this.typeOf(Array.from({ length: count }, () => I32));
      return [...text('simd'), ...text(name), FUNCTION, ...unsigned(type)];
    });
    const types = this.types.map((parameters) => {
      const list = parameters === '' ? [] : parameters.split(',').map(Number);
      return [0x60, ...unsigned(list.length), ...list, 0];
    });
    const imports = [
      [...text('env'), ...text('memory'), MEMORY, 0, 1],
      [...text('env'), ...text('base'), GLOBAL, I32, 1],
      ...loops,
    ];
    const exported = this.exports.map(([name, index]) => [...text(name), FUNCTION, ...unsigned(index)]);
    const bodies = this.functions.map(({ body }) => [...unsigned(body.length), ...body]);
    const bytes = [HEADER];
    const section = (id: number, entries: readonly number[][]): void => {
      const content = [unsigned(entries.length), ...entries];
      const length = content.reduce((sum, part) => sum + part.length, 0);
      bytes.push([id, ...unsigned(length)], ...content);
    };
    section(1, types);
    section(2, imports);
    section(
      3,
      this.functions.map(({ type }) => unsigned(type)),
    );
    section(7, exported);
    section(10, bodies);
    const size = bytes.reduce((sum, part) => sum + part.length, 0);
    const all = new Uint8Array(size);
    let at = 0;
    for (const part of bytes) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  private typeOf(parameters: readonly WasmType[]): number {
    const key = parameters.join();
    const found = this.types.indexOf(key);
    return found >= 0 ? found : this.types.push(key) - 1;
  }
}

const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsigned(bytes.length), ...bytes];
};
