export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

interface Instantiated {
  instance: { readonly exports: Record<string, unknown> };
}

interface WebAssemblyNamespace {
  Memory: new (descriptor: { initial: number }) => WasmMemory;
  instantiate(bytes: Uint8Array, imports?: Record<string, Record<string, unknown>>): Promise<Instantiated>;
}

/** What the engine uses of WebAssembly; TypeScript has its types only among those of the browser. */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyNamespace }).WebAssembly;
