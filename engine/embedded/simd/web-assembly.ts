export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface Instantiated {
  instance: { readonly exports: Record<string, unknown> };
}

export interface WasmGlobal {
  value: number;
}

export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

interface WebAssemblyNamespace {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: Record<string, unknown> };
  Global: new (descriptor: { value: 'i32'; mutable: true }, value: number) => WasmGlobal;
  RuntimeError: new () => Error;
  Memory: new (descriptor: { initial: number }) => WasmMemory;
  instantiate(bytes: Uint8Array, imports?: Record<string, Record<string, unknown>>): Promise<Instantiated>;
}

/** What the engine uses of WebAssembly; TypeScript has its types only among those of the browser. */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyNamespace }).WebAssembly;
