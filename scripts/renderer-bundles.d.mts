import type { BuildOptions } from 'esbuild';

/** One plain script that puts all renderers under `globalThis.epochbookRenderers`, as a page of a file may load no modules. */
export function plainRenderers(): BuildOptions;
