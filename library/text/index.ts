export type { Splitting } from './split-text.js';
export type { Standardization } from './standardize.js';
export {
  type TextVectorization,
  type TextVectorizationOptions,
  textVectorization,
} from './text-vectorization.js';
