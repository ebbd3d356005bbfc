import { say } from '../../../words/index.js';
import { ModelFileError } from '../model-file-error.js';
import type { HardSigmoid } from './hard-sigmoid.js';

/** Where a file does not fit: which layer, and which way it was going. */
export interface Place {
  path: string;
  /** `write`: from tfjs to Keras. `read`: from Keras to tfjs. */
  direction: 'write' | 'read';
  /** Whose `hard_sigmoid` is read. */
  hardSigmoid?: HardSigmoid;
}

const start = ({ path, direction }: Place): string =>
  direction === 'write'
    ? say(`Cannot save the model as ${path}`, `모델을 ${path}(으)로 저장할 수 없습니다`)
    : say(`Cannot load the model in ${path}`, `${path}의 모델을 읽을 수 없습니다`);

/** An error that names the layer, why it cannot cross, and what to do. */
export const unsupportedLayer = (
  place: Place,
  layer: { name: string; className: string },
  reason: string,
  advice: string,
): ModelFileError =>
  new ModelFileError(
    say(
      `${start(place)}: its layer "${layer.name}" (${layer.className}) ${reason}. ${advice}`,
      `${start(place)}: "${layer.name}" 층(${layer.className})${reason}. ${advice}`,
    ),
  );

/** What to do instead, in the direction of the conversion. */
export const usualAdvice = ({ direction }: Place): string =>
  direction === 'write'
    ? say(
        'Save it in the format of TensorFlow.js, a folder without an ending, or replace the layer.',
        '확장자 없는 폴더 이름을 써서 TensorFlow.js 형식으로 저장하거나 층을 바꾸세요.',
      )
    : say(
        'Replace the layer in Python and save the model again.',
        'Python에서 층을 바꾸고 모델을 다시 저장하세요.',
      );
