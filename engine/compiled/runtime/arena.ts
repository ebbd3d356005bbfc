import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tensorMemory } from '../../embedded/simd/simd-module.js';
import { type WasmGlobal, webAssembly } from '../../embedded/simd/web-assembly.js';

type Heap = BackendWasm['wasm'] & { _malloc(bytes: number): number; _free(at: number): void };

/** Room in the memory of the backend in which a model's compiled steps compute. Its place may change. */
export class Arena {
  /** Where it begins; the modules look it up here. */
  readonly base: WasmGlobal = new webAssembly.Global({ value: 'i32', mutable: true }, 0);
  private bytes = 0;
  private block = 0;
  private from = 0;
  private view = new Float32Array(0);
  private wholeView = new Int32Array(0);
  private doubleView = new Float64Array(0);

  constructor(private readonly backend: BackendWasm) {}

  /** Its beginning in the memory, in bytes. */
  get start(): number {
    return this.from;
  }

  private get heap(): Heap {
    return this.backend.wasm as Heap;
  }

  /**
   * Makes room for at least so many bytes. What lies in the first `kept` of them stays.
   *
   * @throws RangeError when memory is full; the arena is then as it was.
   */
  reserve(bytes: number, kept: number): void {
    if (bytes <= this.bytes) return;
    // Above two gigabytes an address comes as a negative number.
    const block = this.heap._malloc(bytes + 16) >>> 0;
    const base = Math.ceil(block / 16) * 16;
    const memory = this.memory();
    if (this.bytes > 0) memory.copyWithin(base, this.from, this.from + kept);
    memory.fill(0, base + Math.min(kept, this.bytes), base + bytes);
    this.free();
    this.block = block;
    this.from = base;
    this.base.value = base | 0;
    this.bytes = bytes;
  }

  free(): void {
    if (this.bytes === 0) return;
    this.heap._free(this.block);
    this.bytes = 0;
  }

  /** All of the backend's memory. Not to be kept: it moves when it grows. */
  memory(): Uint8Array {
    return new Uint8Array(tensorMemory().buffer);
  }

  /** All of the backend's memory as numbers; `start / 4` is the place of the first one of the arena. Not to be kept. */
  numbers(): Float32Array {
    const { buffer } = tensorMemory();
    if (this.view.buffer !== buffer) this.view = new Float32Array(buffer);
    return this.view;
  }

  /** The same as whole numbers. */
  integers(): Int32Array {
    const { buffer } = tensorMemory();
    if (this.wholeView.buffer !== buffer) this.wholeView = new Int32Array(buffer);
    return this.wholeView;
  }

  floats(at: number, count: number): Float32Array {
    return new Float32Array(tensorMemory().buffer, this.from + at, count);
  }

  /** The whole memory as numbers of 64 bits. */
  doubles(): Float64Array {
    const { buffer } = tensorMemory();
    if (this.doubleView.buffer !== buffer) this.doubleView = new Float64Array(buffer);
    return this.doubleView;
  }
}
