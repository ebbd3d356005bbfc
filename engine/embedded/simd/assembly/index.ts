// AssemblyScript: compiled to WebAssembly by scripts/build-simd.mjs, and run in the memory of tfjs-backend-wasm. Nothing here
// may allocate or hold static data: all memory belongs to that backend. Sizes are counts of float32 values, addresses bytes.
export { addRows, divideRows, multiplyRows, subtractRows } from './broadcast';
export { depthwiseBack, depthwiseTap } from './depthwise';
export { multiply } from './multiply';
export { normalizeRows } from './normalize';
export { copyBytes, packBits } from './pack';
export { maxPool, maxPoolGrad } from './pool';
export { sumLast, sumMiddle } from './reduce';
export { gatherRows, scatterAddRows } from './rows';
export { gatherTaps, scatterTaps } from './taps';
export { transpose } from './transpose';
