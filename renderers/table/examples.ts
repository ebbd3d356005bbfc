import type { TablePayload } from '../../protocol/index.js';
import type { Cell } from './model.js';

const ports = ['Southampton', 'Cherbourg', 'Queenstown', null];

/** Made-up passengers, the same on every machine. */
function passengers(count: number): Cell[][] {
  return Array.from({ length: count }, (_, row): Cell[] => {
    const age = (row * 37) % 5 === 3 ? null : 2 + ((row * 29) % 68);
    return [
      row + 1,
      row % 3 === 0,
      1 + ((row * 7) % 3),
      `Passenger ${row + 1}`,
      row % 4 === 1 ? 'male' : 'female',
      age,
      Math.round(100 * (7.25 + ((row * 53) % 97) * 1.37)) / 100,
      ports[(row * 11) % 7 === 6 ? 3 : (row * 11) % 3] as Cell,
    ];
  });
}

const bins = (counts: number[], from: number, step: number) =>
  counts.map((count, index) => ({ label: `${from + index * step} – ${from + (index + 1) * step}`, count }));

const titanic = (): TablePayload => ({
  version: 1,
  title: 'Passengers',
  columns: [
    {
      name: 'id',
      type: 'number',
      missing: 0,
      distinct: 1309,
      min: 1,
      mean: 655,
      max: 1309,
      histogram: bins(Array(12).fill(109), 1, 109),
    },
    {
      name: 'survived',
      type: 'boolean',
      missing: 0,
      distinct: 2,
      histogram: [
        { label: 'false', count: 809 },
        { label: 'true', count: 500 },
      ],
    },
    {
      name: 'class',
      type: 'number',
      missing: 0,
      distinct: 3,
      min: 1,
      mean: 2.29,
      max: 3,
      histogram: [323, 277, 709].map((count, index) => ({ label: String(index + 1), count })),
    },
    { name: 'name', type: 'text', missing: 0, distinct: 1307 },
    {
      name: 'sex',
      type: 'text',
      missing: 0,
      distinct: 2,
      histogram: [
        { label: 'male', count: 843 },
        { label: 'female', count: 466 },
      ],
    },
    {
      name: 'age',
      type: 'number',
      missing: 263,
      distinct: 98,
      min: 0.17,
      mean: 29.88,
      max: 80,
      histogram: bins([72, 62, 274, 250, 161, 108, 65, 41, 10, 3, 0, 1], 0, 6.7),
    },
    {
      name: 'fare',
      type: 'number',
      missing: 1,
      distinct: 281,
      min: 0,
      mean: 33.3,
      max: 512.33,
      histogram: bins([1070, 154, 46, 4, 21, 9, 0, 0, 0, 0, 0, 4], 0, 42.7),
    },
    {
      name: 'embarked',
      type: 'text',
      missing: 2,
      distinct: 3,
      histogram: [
        { label: 'Southampton', count: 914 },
        { label: 'Cherbourg', count: 270 },
        { label: 'Queenstown', count: 123 },
      ],
    },
  ],
  rows: passengers(200),
  totalRows: 1309,
});

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const tableExamples: Record<string, () => TablePayload> = {
  passengers: titanic,
  small: () => ({
    version: 1,
    columns: [
      { name: 'x', type: 'number', missing: 0, distinct: 3, min: -1, mean: 0.333, max: 1.5 },
      { name: 'ok', type: 'boolean', missing: 3, distinct: 0 },
    ],
    rows: [
      [-1, null],
      [0.5, null],
      [1.5, null],
    ],
    totalRows: 3,
  }),
  sentences: () => ({
    version: 1,
    title: 'Advice',
    columns: ['where', 'found', 'wanted', 'why'].map((name) => ({
      name,
      type: 'text' as const,
      missing: 0,
      distinct: 2,
    })),
    rows: [
      [
        'dense_2',
        'softmax of one unit, which is always 1',
        'sigmoid, or two units',
        'softmax divides by the sum of all units; a single one divides itself by itself',
      ],
      [
        'metrics',
        'accuracy, for a number that may be anything',
        'mae',
        'no prediction hits a number exactly; how far it is off can be measured',
      ],
    ],
    totalRows: 2,
  }),
  empty: () => ({ version: 1, title: 'Nothing', columns: [], rows: [], totalRows: 0 }),
  'many-columns': () => ({
    version: 1,
    title: 'Pixels',
    columns: Array.from({ length: 784 }, (_, index) => ({
      name: `pixel${index}`,
      type: 'number' as const,
      missing: 0,
      distinct: 256,
      min: 0,
      mean: 33.3,
      max: 255,
    })),
    rows: Array.from({ length: 12 }, (_, row) => Array.from({ length: 784 }, (__, at) => (row * at) % 256)),
    totalRows: 60_000,
  }),
  'odd-names': () => ({
    version: 1,
    title: `<script>alert(1)</script> & "이름"`,
    columns: [
      {
        name: '<b>요금</b>',
        type: 'text',
        missing: 1,
        distinct: 2,
        histogram: [{ label: '<i>"&\u0000', count: 2 }],
      },
      {
        name: "o'clock & a very long column name that does not fit",
        type: 'number',
        missing: 0,
        distinct: 3,
      },
    ],
    rows: [
      ['<script>alert(2)</script>', 1e-9],
      ['한국어 긴 글이 칸에 다 들어가지 않을 때에는 줄여서 보여 줍니다', 123456789],
      [null, 0.1 + 0.2],
    ],
    totalRows: 3,
  }),
};
