import { describe, expect, test } from 'vitest';
import { vegaLiteText } from '../../../renderers/vega-lite/text.js';

describe('what is told of a chart in words', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['no title', { mark: 'bar' }, ['Chart', 'Marks: bar']],
    ['a title', { title: 'Ages', mark: 'bar' }, ['Ages', 'Marks: bar']],
    [
      'a subtitle and a description',
      { title: { text: 'Ages', subtitle: 'of 891' }, description: 'Most are young.', mark: 'bar' },
      ['Ages', 'of 891', 'Most are young.', 'Marks: bar'],
    ],
    [
      'texts in lines',
      { title: { text: ['Ages', 'of all'], subtitle: ['of', '891'] }, mark: 'bar' },
      ['Ages of all', 'of 891', 'Marks: bar'],
    ],
    [
      'damaged texts',
      { title: { text: 3, subtitle: {} }, description: [], mark: 'bar' },
      ['Chart', 'Marks: bar'],
    ],
  ])('%s', (_, spec, lines) => {
    expect(vegaLiteText(spec, 'en').split('\n')).toEqual(lines);
  });
});
