export { filePath, type ModelFormat, modelFormat, type WeightsFormat, weightsFormat } from './file-format.js';
export { loadModelFile } from './load-model-file.js';
export { ModelFileError } from './model-file-error.js';
export { registerModelFiles } from './register.js';
export { type SavedFile, type SaveOptions, saveModelFile } from './save-model-file.js';
export type { FileModel, FileTf } from './tfjs-parts.js';
export { loadWeightsFile, saveWeightsFile } from './weights-file.js';
export { writeModelFile } from './write-model-file.js';
