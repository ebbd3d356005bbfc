import type { SimdModule } from '../../embedded/simd/simd-module.js';

/** Loops of the engine that steps call, with how many arguments each takes: addresses and counts, all i32. */
export const SIMD_IMPORTS = {
  gatherRows: 5,
  scatterAddRows: 7,
  gatherTaps: 20,
  scatterTaps: 20,
  maxPool: 14,
  maxPoolGrad: 20,
  multiply: 8,
} as const satisfies Partial<Record<keyof SimdModule, number>>;

export type SimdImport = keyof typeof SIMD_IMPORTS;

const NAMES = Object.keys(SIMD_IMPORTS);

/** The number by which a function that is imported is called: these come before those of the module. */
export const importIndex = (name: SimdImport): number => NAMES.indexOf(name);
