import { say } from '../../words/index.js';
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

const DECODE = () =>
  say(
    'Decode the file with a package of your own, for example `pngjs` or `jpeg-js`, and pass its pixels to tf.tensor3d.',
    '`pngjs`나 `jpeg-js` 같은 패키지로 파일을 풀고 픽셀을 tf.tensor3d에 넣으세요.',
  );
const ENCODE = () =>
  say(
    'Read the pixels with `await tensor.data()` and encode them with a package such as `pngjs` or `jpeg-js`.',
    '`await tensor.data()`로 픽셀을 읽고 `pngjs`나 `jpeg-js` 같은 패키지로 저장하세요.',
  );
const BOARD = () =>
  say(
    "Use the `TensorBoard` callback of 'epochbook', which writes the same files without the native library.",
    "'epochbook'의 `TensorBoard` 콜백을 쓰세요. 네이티브 라이브러리 없이 같은 파일을 씁니다.",
  );
const SAVED_MODEL = () =>
  say(
    'Convert the SavedModel with `tensorflowjs_converter` and load it with tf.loadGraphModel.',
    'SavedModel을 `tensorflowjs_converter`로 변환한 뒤 tf.loadGraphModel로 불러오세요.',
  );

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
