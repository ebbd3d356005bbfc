import { signed, unsigned } from './leb128.js';
import { I32, PLAIN, type PlainName, SIMD, type SimdName, type WasmType } from './opcodes.js';

const BLOCK_WITHOUT_RESULT = 0x40;

/** Writes the instructions of one function. Addresses are byte offsets to what lies on the stack. */
export class FunctionWriter {
  private readonly bytes: number[] = [];
  private readonly locals: WasmType[] = [];

  constructor(readonly parameters: readonly WasmType[] = []) {}

  local(type: WasmType): number {
    return this.parameters.length + this.locals.push(type) - 1;
  }

  get(local: number): void {
    this.write(0x20, ...unsigned(local));
  }

  set(local: number): void {
    this.write(0x21, ...unsigned(local));
  }

  tee(local: number): void {
    this.write(0x22, ...unsigned(local));
  }

  getGlobal(global: number): void {
    this.write(0x23, ...unsigned(global));
  }

  i32(value: number): void {
    this.write(0x41, ...signed(value));
  }

  f64(value: number): void {
    this.write(0x44, ...new Uint8Array(Float64Array.of(value).buffer));
  }

  /** Four times the same float32. */
  floats(value: number): void {
    this.vector(new Uint8Array(Float32Array.of(value, value, value, value).buffer));
  }

  ints(value: number): void {
    this.vector(new Uint8Array(Int32Array.of(value, value, value, value).buffer));
  }

  private vector(bytes: Uint8Array): void {
    this.write(0xfd, 0x0c, ...bytes);
  }

  plain(name: PlainName): void {
    this.write(...PLAIN[name]);
  }

  simd(name: SimdName): void {
    this.write(0xfd, ...unsigned(SIMD[name]));
  }

  load(offset: number): void {
    this.memory([0xfd, 0x00], offset);
  }

  store(offset: number): void {
    this.memory([0xfd, 0x0b], offset);
  }

  /** One value, four times. */
  loadSplat(offset: number): void {
    this.memory([0xfd, 0x09], offset);
  }

  /** One value in the first lane, zeros behind. */
  loadLane(offset: number): void {
    this.memory([0xfd, 0x5c], offset);
  }

  storeLane(offset: number): void {
    this.memory([0xfd, 0x5a], offset);
    this.write(0);
  }

  i32Load(offset: number): void {
    this.memory([0x28], offset);
  }

  i32Store(offset: number): void {
    this.memory([0x36], offset);
  }

  f32Load(offset: number): void {
    this.memory([0x2a], offset);
  }

  f32Store(offset: number): void {
    this.memory([0x38], offset);
  }

  f64Load(offset: number): void {
    this.memory([0x2b], offset);
  }

  /** Copies bytes: to, from and count lie on the stack. */
  copy(): void {
    this.write(0xfc, 0x0a, 0, 0);
  }

  /** Fills bytes: to, value and count lie on the stack. */
  fill(): void {
    this.write(0xfc, 0x0b, 0);
  }

  shuffle(lanes: readonly number[]): void {
    this.write(0xfd, 0x0d, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)));
  }

  call(functionIndex: number): void {
    this.write(0x10, ...unsigned(functionIndex));
  }

  /** Runs the body `count` times; the count is known, and zero runs it never. */
  repeat(count: number, body: () => void): void {
    if (count <= 0) return;
    if (count === 1) {
      body();
      return;
    }
    const left = this.local(I32);
    this.i32(count);
    this.set(left);
    this.write(0x03, BLOCK_WITHOUT_RESULT);
    body();
    this.get(left);
    this.i32(1);
    this.plain('i32_sub');
    this.tee(left);
    this.write(0x0d, 0, 0x0b);
  }

  /** Runs the body as often as `count`, a local, says. */
  repeatTimes(count: number, body: () => void): void {
    this.when(
      () => this.get(count),
      () => {
        this.write(0x03, BLOCK_WITHOUT_RESULT);
        body();
        this.get(count);
        this.i32(1);
        this.plain('i32_sub');
        this.tee(count);
        this.write(0x0d, 0, 0x0b);
      },
    );
  }

  when(condition: () => void, body: () => void): void {
    condition();
    this.write(0x04, BLOCK_WITHOUT_RESULT);
    body();
    this.write(0x0b);
  }

  /** Moves a local on by so many. */
  advance(local: number, by: number): void {
    if (by === 0) return;
    this.get(local);
    this.i32(by);
    this.plain('i32_add');
    this.set(local);
  }

  /** The body of the function, as the module holds it. */
  finish(): number[] {
    const groups: [number, WasmType][] = [];
    for (const type of this.locals) {
      const last = groups.at(-1);
      if (last?.[1] === type) last[0] += 1;
      else groups.push([1, type]);
    }
    const locals = groups.flatMap(([count, type]) => [...unsigned(count), type]);
    const body = [...unsigned(groups.length), ...locals];
    for (const byte of this.bytes) body.push(byte);
    body.push(0x0b);
    return body;
  }

  private memory(instruction: readonly number[], offset: number): void {
    // Every address of the arena is a multiple of four.
    this.write(...instruction, instruction[0] === 0x2b ? 3 : 2, ...unsigned(offset));
  }

  private write(...bytes: number[]): void {
    this.bytes.push(...bytes);
  }
}
