import { say } from '../../../words/index.js';
import { configOf, isConfig, type KerasObject, kerasObject } from './json.js';
import { type Place, unsupportedLayer, usualAdvice } from './unsupported.js';

/**
 * Where steps are masked, the sequence that a Bidirectional layer gives is zero at these in Keras, and the step before in
 * tfjs. Without a mask, and where only the last step is taken, both agree.
 *
 * @throws ModelFileError that names the layer.
 */
export function checkMaskedBidirectional(place: Place, model: KerasObject): void {
  const all = everyLayer(model);
  if (!all.some(({ class_name, config }) => class_name === 'Masking' || config.mask_zero === true)) return;
  const layer = all.find(
    ({ class_name, config }) =>
      class_name === 'Bidirectional' && kerasObject(config.layer)?.config.return_sequences === true,
  );
  if (!layer) return;
  throw unsupportedLayer(
    place,
    { name: String(layer.config.name), className: layer.class_name },
    say(
      'gives a sequence of masked steps, which TensorFlow.js and Keras compute differently',
      '이 마스크가 적용된 시퀀스를 내보내는데, 이것을 TensorFlow.js와 Keras가 서로 다르게 계산합니다',
    ),
    usualAdvice(place),
  );
}

function everyLayer({ config }: KerasObject): KerasObject[] {
  const layers = Array.isArray(config.layers) ? config.layers.filter(isConfig) : [];
  return layers.flatMap((layer) => {
    const object = kerasObject(layer);
    return object ? [object, ...everyLayer({ ...object, config: configOf(object.config) })] : [];
  });
}
