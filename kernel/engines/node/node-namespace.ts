import { needsNativeEngine } from './needs-native-engine.js';

/** `tf.node` of tfjs-node. In the embedded engine every one of these throws `NeedsNativeEngineError`. */
export interface NodeNamespace {
  decodeImage(...args: unknown[]): never;
  decodeBmp(...args: unknown[]): never;
  decodeGif(...args: unknown[]): never;
  decodePng(...args: unknown[]): never;
  decodeJpeg(...args: unknown[]): never;
  encodeJpeg(...args: unknown[]): never;
  encodePng(...args: unknown[]): never;
  summaryFileWriter(...args: unknown[]): never;
  tensorBoard(...args: unknown[]): never;
  getMetaGraphsFromSavedModel(...args: unknown[]): never;
  getNumOfSavedModels(...args: unknown[]): never;
  loadSavedModel(...args: unknown[]): never;
}

const DECODE =
  'Decode the file with a package of your own, for example `pngjs` or `jpeg-js`, and pass its pixels to tf.tensor3d.';
const ENCODE =
  'Read the pixels with `await tensor.data()` and encode them with a package such as `pngjs` or `jpeg-js`.';
const BOARD =
  "Use the `TensorBoard` callback of 'epochbook', which writes the same files without the native library.";
const SAVED_MODEL =
  'Convert the SavedModel with `tensorflowjs_converter` and load it with tf.loadGraphModel.';

export const nodeNamespace: NodeNamespace = {
  decodeImage: needsNativeEngine('tf.node.decodeImage', DECODE),
  decodeBmp: needsNativeEngine('tf.node.decodeBmp', DECODE),
  decodeGif: needsNativeEngine('tf.node.decodeGif', DECODE),
  decodePng: needsNativeEngine('tf.node.decodePng', DECODE),
  decodeJpeg: needsNativeEngine('tf.node.decodeJpeg', DECODE),
  encodeJpeg: needsNativeEngine('tf.node.encodeJpeg', ENCODE),
  encodePng: needsNativeEngine('tf.node.encodePng', ENCODE),
  summaryFileWriter: needsNativeEngine('tf.node.summaryFileWriter', BOARD),
  tensorBoard: needsNativeEngine('tf.node.tensorBoard', BOARD),
  getMetaGraphsFromSavedModel: needsNativeEngine('tf.node.getMetaGraphsFromSavedModel', SAVED_MODEL),
  getNumOfSavedModels: needsNativeEngine('tf.node.getNumOfSavedModels', SAVED_MODEL),
  loadSavedModel: needsNativeEngine('tf.node.loadSavedModel', SAVED_MODEL),
};
