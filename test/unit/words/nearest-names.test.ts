import { afterEach, describe, expect, test } from 'vitest';
import { didYouMean, nearestNames, setLocale } from '../../../words/index.js';

const names = [
  'accuracy',
  'binary_accuracy',
  'binary_crossentropy',
  'binaryCrossentropy',
  'BinaryCrossentropy',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
  'mse',
  'mae',
  'mape',
  'msle',
  'rmsprop',
  'sgd',
  'adam',
  'adamax',
  'relu',
  'relu6',
  'elu',
  'dense',
  'validationSplit',
  'batchSize',
  'epochs',
];

describe('nearestNames', () => {
  test.each([
    ['binary_crossentroypy', ['binary_crossentropy']],
    ['binaryCrossEntropy', ['binaryCrossentropy']],
    ['BinaryCrossEntropy', ['BinaryCrossentropy']],
    ['rmsprob', ['rmsprop']],
    ['acuracy', ['accuracy']],
    ['accurcay', ['accuracy']],
    ['Relu', ['relu']],
    ['tf.layers.Dense', ['dense']],
    ['validation_split', ['validationSplit']],
    ['batch_size', ['batchSize']],
    ['epoch', ['epochs']],
    ['msee', ['mse', 'msle']],
    ['Adamm', ['adam']],
    ['banana', []],
    ['x', []],
    ['', []],
    ['...', []],
  ])('%s → %j', (given, expected) => {
    expect(nearestNames(given, names)).toEqual(expected);
  });

  test('gives at most three', () => {
    expect(nearestNames('mxe', ['mae', 'mbe', 'mce', 'mde'])).toHaveLength(3);
  });
});

describe('didYouMean', () => {
  afterEach(() => setLocale('en'));

  test.each([
    ['acuracy', ' Did you mean "accuracy"?', ' 혹시 "accuracy"인가요?'],
    ['msee', ' Did you mean "mse" or "msle"?', ' 혹시 "mse", "msle" 중 하나인가요?'],
    ['banana', '', ''],
  ])('of %s in both languages', (given, english, korean) => {
    expect(didYouMean(given, names)).toBe(english);
    setLocale('ko');
    expect(didYouMean(given, names)).toBe(korean);
  });
});
