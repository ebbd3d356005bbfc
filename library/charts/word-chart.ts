import { checkOptions, domains, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import type { ChartSpec } from './chart-spec.js';

/** How far a word moves the answer of a model, up or down. */
export interface WordChange {
  word: string;
  change: number;
}

export interface WordChartOptions {
  title?: string;
  /** What the change is of, for the axis: `logit`. */
  change?: string;
  /** How many words of each side, the furthest ones; 15 where nothing is said. */
  most?: number;
  /** All words, as they stand in a text, numbered, also those that come twice. */
  inOrder?: boolean;
}

const allowed = {
  title: domains.text,
  change: domains.text,
  most: domains.positiveCount,
  inOrder: domains.boolean,
};

function check(words: unknown): readonly WordChange[] {
  const isChange = (one: unknown): boolean => {
    const { word, change } = (one ?? {}) as Partial<WordChange>;
    return typeof word === 'string' && Number.isFinite(change);
  };
  if (Array.isArray(words) && words.length > 0 && words.every(isChange)) return words;
  const odd = Array.isArray(words) ? words.find((one) => !isChange(one)) : words;
  throw new RangeError(
    say(
      `show.words takes a list of { word, change } with finite changes, but got ${showGiven(odd ?? words)}.`,
      `show.words에는 { word, change }의 목록을 주어야 하고 change는 유한한 수여야 하는데 ${showGiven(odd ?? words)}을(를) 받았습니다.`,
    ),
  );
}

/** @see show.words */
export function wordChart(given: readonly WordChange[], options: WordChartOptions = {}): ChartSpec {
  checkOptions('show.words', options, allowed);
  const words = check(given);
  const { most = 15, inOrder = false } = options;
  const [up, down] = [say('up', '높임'), say('down', '낮춤')];
  const sorted = [...words].sort((a, b) => b.change - a.change);
  const furthest = [
    ...sorted.filter(({ change }) => change > 0).slice(0, most),
    ...sorted.filter(({ change }) => change < 0).slice(-most),
  ];
  const shown = inOrder
    ? words.map(({ word, change }, i) => ({ word: `${i + 1} ${word}`, change }))
    : furthest;
  return {
    title: options.title ?? say('Words', '단어'),
    data: { values: shown.map(({ word, change }) => ({ word, change, side: change >= 0 ? up : down })) },
    mark: 'bar',
    encoding: {
      y: { field: 'word', type: 'nominal', sort: null, title: null, axis: { domain: false } },
      x: { field: 'change', type: 'quantitative', title: options.change ?? say('change', '변화') },
      // The side of the axis says it already.
      color: { field: 'side', type: 'nominal', legend: null, scale: { domain: [up, down] } },
      tooltip: [
        { field: 'word', type: 'nominal', title: say('word', '단어') },
        {
          field: 'change',
          type: 'quantitative',
          format: '+.3~g',
          title: options.change ?? say('change', '변화'),
        },
      ],
    },
  };
}
