import { RESET_AFTER } from '../../../engine/patches/index.js';
import { say } from '../../../words/index.js';
import { KERAS_HARD_SIGMOID } from './hard-sigmoid.js';
import { type Config, isConfig, sameJson } from './json.js';
import { LAYERS, type LayerRule, WITHOUT_EFFECT } from './layer-table.js';
import { type Place, unsupportedLayer, usualAdvice } from './unsupported.js';
import {
  activationFromKeras,
  activationToKeras,
  constraint,
  initializerFromKeras,
  initializerToKeras,
  regularizer,
} from './values.js';

export interface NamedLayer {
  name: string;
  className: string;
}

/**
 * The rule for a layer's class.
 *
 * @throws ModelFileError for a class that the other library has not, or computes otherwise.
 */
export function layerRule(place: Place, layer: NamedLayer): LayerRule {
  const rule = LAYERS[layer.className];
  if (!rule)
    throw unsupportedLayer(place, layer, unknownClass(place, layer.className), unknownAdvice(place, layer));
  if (rule.differs)
    throw unsupportedLayer(
      place,
      layer,
      say('is computed otherwise by Keras', '은 Keras에서 다르게 계산됩니다'),
      usualAdvice(place),
    );
  return rule;
}

const unknownClass = ({ direction }: Place, className: string): string =>
  className === 'Lambda'
    ? say('holds code, which no file can carry', '에는 파일에 담을 수 없는 코드가 들어 있습니다')
    : direction === 'write'
      ? say('is of a class that Keras has not', '은 Keras에 없는 종류입니다')
      : say('is of a class that TensorFlow.js has not', '은 TensorFlow.js에 없는 종류입니다');

const unknownAdvice = (place: Place, { className }: NamedLayer): string =>
  place.direction === 'write' && className !== 'Lambda'
    ? say(
        'A layer class of your own can only be saved in the format of TensorFlow.js: give a folder without an ending.',
        '직접 만든 층은 TensorFlow.js 형식으로만 저장할 수 있습니다. 확장자 없는 폴더 이름을 쓰세요.',
      )
    : usualAdvice(place);

const isGru = ({ className }: NamedLayer): boolean => className === 'GRU' || className === 'GRUCell';

/** One option in Keras' form. @throws ModelFileError for a value that Keras has not. */
function optionToKeras(place: Place, layer: NamedLayer, key: string, value: unknown): unknown {
  if (key === 'activation' || key === 'recurrent_activation')
    return known(
      place,
      layer,
      key,
      value,
      activationToKeras(value === KERAS_HARD_SIGMOID ? 'hard_sigmoid' : value),
    );
  if (key.endsWith('_initializer')) return initializerToKeras(value);
  if (key.endsWith('_regularizer')) return known(place, layer, key, value, regularizer(value));
  if (key.endsWith('_constraint')) return known(place, layer, key, value, constraint(value));
  // tfjs writes null for the dimension to be found.
  if (key === 'target_shape') return (value as unknown[]).map((size) => size ?? -1);
  if (key === 'mask_zero' || key === 'unit_forget_bias') return Boolean(value);
  return value;
}

const activationOf = ({ hardSigmoid }: Place, name: string | undefined): string | undefined =>
  name === 'hard_sigmoid' && hardSigmoid === 'keras3' ? KERAS_HARD_SIGMOID : name;

function optionFromKeras(place: Place, layer: NamedLayer, key: string, value: unknown): unknown {
  if (key === 'activation' || key === 'recurrent_activation')
    return known(place, layer, key, value, activationOf(place, activationFromKeras(value)));
  if (key.endsWith('_initializer')) return initializerFromKeras(value);
  if (key.endsWith('_regularizer')) return known(place, layer, key, value, regularizer(value));
  if (key.endsWith('_constraint')) return known(place, layer, key, value, constraint(value));
  if (
    key === 'axis' &&
    layer.className === 'BatchNormalization' &&
    Array.isArray(value) &&
    value.length === 1
  )
    return value[0];
  return value;
}

function known<T>(place: Place, layer: NamedLayer, key: string, value: unknown, converted: T | undefined): T {
  if (converted !== undefined) return converted;
  throw unsupportedOption(place, layer, key, value);
}

export const unsupportedOption = (place: Place, layer: NamedLayer, key: string, value: unknown): Error => {
  const shown =
    isConfig(value) && typeof value.class_name === 'string' ? value.class_name : JSON.stringify(value);
  return unsupportedLayer(
    place,
    layer,
    place.direction === 'write'
      ? say(`has ${key} ${shown}, which Keras has not`, `의 ${key} 값 ${shown}은(는) Keras에 없습니다`)
      : say(
          `has ${key} ${shown}, which TensorFlow.js has not`,
          `의 ${key} 값 ${shown}은(는) TensorFlow.js에 없습니다`,
        ),
    usualAdvice(place),
  );
};

/** The options of a tfjs layer in Keras' form, without what the class itself needs (inner layers). */
export function layerToKeras(place: Place, layer: NamedLayer, config: Config): Config {
  const { options, renamed = {} } = layerRule(place, layer);
  if (layer.name.includes('/'))
    throw unsupportedLayer(
      place,
      layer,
      say(
        'has a "/" in its name, which Keras 3 does not take',
        '의 이름에 Keras 3이 받지 않는 "/"가 있습니다',
      ),
      say('Give it another name.', '다른 이름을 주세요.'),
    );
  refuseInterpolation(place, layer, config);
  const result: Config = { name: layer.name, trainable: config.trainable !== false };
  for (const key of options) {
    const value = config[renamed[key] ?? key];
    if (value !== undefined) result[key] = optionToKeras(place, layer, key, value);
  }
  if (config.activity_regularizer)
    result.activity_regularizer = optionToKeras(
      place,
      layer,
      'activity_regularizer',
      config.activity_regularizer,
    );
  if (isGru(layer)) result.reset_after = config.implementation === RESET_AFTER;
  return result;
}

/** The options of a Keras layer as tfjs reads them, without inner layers. */
export function layerFromKeras(
  place: Place,
  layer: NamedLayer,
  config: Config,
  inner: readonly string[] = [],
): Config {
  const rule = layerRule(place, layer);
  refuseInterpolation(place, layer, config);
  checkName(place, layer);
  const result: Config = { name: layer.name, trainable: config.trainable !== false };
  for (const [key, value] of Object.entries(config)) {
    const { renamed = {}, only = {} } = rule;
    const name = Object.keys(renamed).find((keras) => renamed[keras] === key) ?? key;
    if (inner.includes(key)) continue;
    if (key === 'reset_after' && isGru(layer)) {
      if (value) result.implementation = RESET_AFTER;
      continue;
    }
    if (rule.options.includes(name) || name === 'activity_regularizer')
      result[renamed[name] ?? name] = optionFromKeras(place, layer, name, value);
    else if (!isNeutral(only[key], value) && !WITHOUT_EFFECT.has(key) && !key.endsWith('_initializer'))
      throw unsupportedOption(place, layer, key, value);
  }
  return result;
}

/** tfjs makes the names of weights out of it. */
function checkName(place: Place, layer: NamedLayer): void {
  if (/^[A-Za-z0-9][-A-Za-z0-9._/]*$/.test(layer.name)) return;
  throw unsupportedLayer(
    place,
    layer,
    say('has a name that TensorFlow.js does not take', '의 이름을 TensorFlow.js가 받지 않습니다'),
    say(
      'Give it a name of Latin letters, digits, "-", "_", "." or "/" in Python and save the model again.',
      'Python에서 영문자, 숫자, "-", "_", ".", "/"로 된 이름을 주고 다시 저장하세요.',
    ),
  );
}

/** An option that tfjs has not is harmless where it is switched off. */
const isNeutral = (allowed: readonly unknown[] | undefined, value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  (allowed ?? []).some((neutral) => sameJson(neutral, value));

/** Other ways than these tfjs has not. */
function refuseInterpolation(place: Place, layer: NamedLayer, { interpolation }: Config): void {
  if (interpolation === undefined || interpolation === 'nearest' || interpolation === 'bilinear') return;
  throw unsupportedLayer(
    place,
    layer,
    say(
      `has interpolation ${JSON.stringify(interpolation)}, which Keras computes otherwise`,
      `의 interpolation ${JSON.stringify(interpolation)}은(는) Keras에서 다르게 계산됩니다`,
    ),
    say('Use "nearest" or "bilinear".', '"nearest"나 "bilinear"를 쓰세요.'),
  );
}
