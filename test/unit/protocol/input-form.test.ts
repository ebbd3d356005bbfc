import { describe, expect, test } from 'vitest';
import { answerFault, type InputForm, numberIn, onStep, optionOf } from '../../../protocol/index.js';

const OPTIMIZERS: InputForm = { kind: 'choice', options: ['sgd', 'Adam', '64', ' rmsprop '] };
const SLIDER: InputForm = { kind: 'slider', min: 0, max: 1, step: 0.1 };

describe('an answer', () => {
  const rows: [form: InputForm, text: string, fault: object | undefined][] = [
    [{ kind: 'text' }, '', undefined],
    [{ kind: 'text' }, ' any ', undefined],
    [{ kind: 'number' }, ' 1e-3 ', undefined],
    [{ kind: 'number' }, '-0.5', undefined],
    [{ kind: 'number' }, '', { kind: 'empty' }],
    [{ kind: 'number' }, '   ', { kind: 'empty' }],
    [{ kind: 'number' }, 'ten', { kind: 'notNumber' }],
    [{ kind: 'number' }, '1,5', { kind: 'notNumber' }],
    [{ kind: 'number' }, '12px', { kind: 'notNumber' }],
    [{ kind: 'number' }, 'Infinity', { kind: 'notNumber' }],
    [{ kind: 'number' }, 'NaN', { kind: 'notNumber' }],
    [{ kind: 'number', min: 1 }, '0.99', { kind: 'tooSmall', least: 1 }],
    [{ kind: 'number', max: 1 }, '1.01', { kind: 'tooLarge', most: 1 }],
    [{ kind: 'number', min: 1, max: 1 }, '1', undefined],
    [{ kind: 'number', step: 32 }, '96', undefined],
    [{ kind: 'number', step: 32 }, '-96', undefined],
    [{ kind: 'number', step: 32 }, '100', { kind: 'offStep', near: 96 }],
    [{ kind: 'number', min: 1, max: 10, step: 4 }, '10', { kind: 'offStep', near: 9 }],
    [SLIDER, '0.3', undefined],
    [SLIDER, '0.30000000000000004', undefined],
    [SLIDER, '0.36', { kind: 'offStep', near: 0.4 }],
    [SLIDER, '1.1', { kind: 'tooLarge', most: 1 }],
    [OPTIMIZERS, 'sgd', undefined],
    [OPTIMIZERS, 'SGD ', undefined],
    [OPTIMIZERS, 'nadam', { kind: 'noOption' }],
    [OPTIMIZERS, '5', { kind: 'noOption' }],
    [{ kind: 'file', endings: [] }, 'a', undefined],
    [{ kind: 'file', endings: ['csv', 'tsv'] }, 'data/A.CSV', undefined],
    [{ kind: 'file', endings: ['csv'] }, 'a.csv.txt', { kind: 'ending' }],
    [{ kind: 'file', endings: ['csv'] }, '', { kind: 'empty' }],
  ];
  test.each(rows)('to %j: %j', (form, text, fault) => {
    expect(answerFault(form, text)).toEqual(fault);
  });
});

test.each([
  ['sgd', 0],
  ['adam', 1],
  // The option before the number of one.
  ['64', 2],
  ['rmsprop', 3],
  ['2', 1],
  ['0', undefined],
  ['1.5', undefined],
])('%j is option %j', (text, at) => {
  expect(optionOf((OPTIMIZERS as { options: string[] }).options, text)).toBe(at);
});

test.each([
  [{ min: 0, max: 1, step: 0.1 }, 0.3000001, 0.3],
  [{ min: 0, max: 1, step: 0.3 }, 1, 0.9],
  [{ min: 0.05, max: 1, step: 0.1 }, 0, 0.05],
  [{ step: 10 }, -14, -10],
  [{}, 1.2345, 1.2345],
])('on the steps of %j, %d is near %d', (form, number, near) => {
  expect(onStep(form, number)).toBe(near);
});

test('a number is all of a text', () => {
  expect(['1', '', ' ', '0x10', '1e400'].map(numberIn)).toEqual([1, undefined, undefined, 16, undefined]);
});
