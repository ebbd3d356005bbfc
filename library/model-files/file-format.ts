import { basename, resolve } from 'node:path';
import { fileUrlPath } from '../../engine/files/index.js';
import { showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { ModelFileError } from './model-file-error.js';

/**
 * How a path's ending names the format of a model:
 * `h5` Keras' legacy HDF5 file, `keras` the archive of Keras 3, `folder` the `model.json` and `weights.bin` of tfjs.
 */
export type ModelFormat = 'h5' | 'keras' | 'folder';

/** `legacy`: the weights of a legacy `.h5`. `v3`: the `.weights.h5` of Keras 3. */
export type WeightsFormat = 'legacy' | 'v3';

const SCHEME = 'file://';
const V3_WEIGHTS = /\.weights\.h5$/i;
const FOREIGN =
  /\.(hdf5|he5|json|pb|pbtxt|tf|onnx|tflite|pt|pth|pkl|pickle|joblib|npz|npy|ckpt|safetensors|zip|bin|mlmodel)$/i;

/**
 * The absolute path of a path with or without `file://`. A relative one starts at the working folder: the notebook's.
 *
 * @throws TypeError for what is no text.
 */
export function filePath(path: string): string {
  if (typeof path !== 'string')
    throw new TypeError(
      say(
        `A path is needed, 'models/titanic.keras', but got ${showGiven(path)}.`,
        `'models/titanic.keras'처럼 경로가 필요한데 ${showGiven(path)}을(를) 받았습니다.`,
      ),
    );
  return resolve(path.startsWith(SCHEME) ? fileUrlPath(path.slice(SCHEME.length)) : path);
}

/** Whether a path ends as the files do that Keras reads. */
export const isKerasFile = (path: string): boolean => /\.(h5|keras)$/i.test(path);

/**
 * @param path a path to a model.
 * @throws ModelFileError for an ending that no model of ours has.
 */
export function modelFormat(path: string): ModelFormat {
  if (V3_WEIGHTS.test(path))
    throw new ModelFileError(
      say(
        `${path} ends in .weights.h5, the name of a file of weights alone. Use saveWeights and loadWeights, or end the name in .h5 or .keras.`,
        `${path}은(는) 가중치만 담는 파일의 이름(.weights.h5)입니다. saveWeights와 loadWeights를 쓰거나 이름이 .h5나 .keras로 끝나게 하세요.`,
      ),
    );
  if (/\.h5$/i.test(path)) return 'h5';
  if (/\.keras$/i.test(path)) return 'keras';
  const foreign = FOREIGN.exec(basename(path))?.[0];
  if (foreign)
    throw new ModelFileError(
      say(
        `${path}: a model has no format "${foreign}" here. End the name in .h5 (Keras HDF5) or .keras (Keras 3), or give a folder without such an ending for the format of TensorFlow.js.`,
        `${path}: "${foreign}" 형식으로는 모델을 저장하지 않습니다. 이름이 .h5(Keras HDF5)나 .keras(Keras 3)로 끝나게 하거나, 그런 확장자가 없는 폴더 이름(TensorFlow.js 형식)을 쓰세요.`,
      ),
    );
  return 'folder';
}

/**
 * @param path a path to a file of weights.
 * @throws ModelFileError for an ending other than `.h5`.
 */
export function weightsFormat(path: string): WeightsFormat {
  if (V3_WEIGHTS.test(path)) return 'v3';
  if (/\.h5$/i.test(path)) return 'legacy';
  throw new ModelFileError(
    say(
      `${path}: the name of a file of weights ends in .weights.h5 (Keras 3) or .h5 (legacy Keras).`,
      `${path}: 가중치 파일의 이름은 .weights.h5(Keras 3)나 .h5(예전 Keras)로 끝나야 합니다.`,
    ),
  );
}
