import { afterEach, describe, expect, it } from 'vitest';
import { plan, setLibraryContext, show } from '../../../library/index.js';
import { planChart } from '../../../library/plan-chart.js';
import { MAX_SVG_BYTES } from '../../../protocol/index.js';
import { vegaLiteSvg } from '../../../renderers/vega-lite/picture.js';

afterEach(() => setLibraryContext({ locale: 'en' }));

interface Layer {
  data: { values: Record<string, number | string | boolean>[] };
}
interface Chart {
  title: { text: string; subtitle: string[] };
  description: string;
  layer: Layer[];
}

const chart = (...given: Parameters<typeof plan>): Chart => planChart(plan(...given), {}) as unknown as Chart;
const band = ({ layer }: Chart, name: string) =>
  (layer[0]?.data.values ?? []).filter((piece) => piece.band === name);

describe('show.plan', () => {
  it('draws epochs, batches and steps as wide as the rows they see', () => {
    const drawn = chart({ samples: 10, batchSize: 4, epochs: 2 });
    expect(band(drawn, 'epoch').map(({ from, to }) => [from, to])).toEqual([
      [0, 10],
      [10, 20],
    ]);
    expect(band(drawn, 'batch of the epoch').map(({ from, to, name }) => [from, to, name])).toEqual([
      [0, 4, '1'],
      [4, 8, '2'],
      [8, 10, '3'],
      [10, 14, '1'],
      [14, 18, '2'],
      [18, 20, '3'],
    ]);
    expect(band(drawn, 'step').map(({ name }) => name)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(drawn.title.subtitle).toEqual([
      '3 steps per epoch × 2 epochs = 6 steps',
      'the last batch has 2 rows, not 4',
    ]);
    expect(drawn.description).toContain('n · e / b        10 × 2 / 4 = 5');
  });

  it('places checkpoints at the rows seen until then', () => {
    const drawn = chart({
      samples: 500,
      batchSize: 100,
      epochs: 2,
      checkpoints: { epochs: 1, batches: 2, steps: 3 },
    });
    const marks = drawn.layer.at(-1)?.data.values ?? [];
    const at = (name: string) => marks.filter((mark) => mark.band === name).map((mark) => mark.at);
    expect(at('saved every epoch')).toEqual([500, 1000]);
    expect(at('saved every 2 batches')).toEqual([200, 400, 700, 900]);
    expect(at('saved every 3 steps')).toEqual([300, 600, 900]);
  });

  it.each([
    [{ samples: 124, batchSize: 16, epochs: 30 }, 96, ['drawn: the first 12 of 30 epochs']],
    [
      { samples: 25_000, batchSize: 32, epochs: 4, checkpoints: { steps: 1 } },
      40,
      ['drawn: epoch 1 of 4', 'each piece: 20 steps, the last 2; a number is that of its last step'],
    ],
    [{ samples: 60_000, batchSize: 1 }, 30, ['each piece: 2,000 steps; a number is that of its last step']],
  ])('of a long training says what it leaves out: %j', async (given, pieces, said) => {
    const drawn = chart(given);
    expect(drawn.title.subtitle.slice(1).filter((line) => !line.startsWith('the last'))).toEqual(said);
    expect(band(drawn, 'step')).toHaveLength(pieces);
    for (const theme of ['light', 'dark'] as const) {
      const svg = await vegaLiteSvg(drawn as never, { locale: 'en', theme });
      expect(svg).toContain('rows seen');
      expect(svg.length).toBeLessThan(MAX_SVG_BYTES);
    }
  });

  it('numbers pieces only where there is room', () => {
    const numbers = chart({ samples: 500, batchSize: 100, epochs: 4 }).layer[2]?.data.values ?? [];
    expect(numbers.filter(({ band }) => band === 'step').map(({ share, needs }) => [share, needs])).toEqual(
      Array(20).fill([0.05, 16]),
    );
    const crowded = chart({ samples: 25_000, batchSize: 32 }).layer[2]?.data.values ?? [];
    expect(crowded.at(-1)?.name).toBe('780');
  });

  it('numbers every second, fifth … of pieces too narrow for their numbers', async () => {
    const drawn = chart({ samples: 60_000, batchSize: 32, epochs: 10 });
    const svg = await vegaLiteSvg(drawn as never, { locale: 'en', theme: 'light' });
    const steps = [...svg.matchAll(/>(\d+)<\/text>/g)].map(([, text]) => Number(text));
    expect(steps).toContain(500);
    expect(steps).not.toContain(550);
    expect(drawn.title.subtitle[0]).toBe('1,875 steps per epoch × 10 epochs = 18,750 steps');
  });

  it('speaks Korean', () => {
    setLibraryContext({ locale: 'ko' });
    const drawn = chart({ samples: 10, batchSize: 4, epochs: 2, checkpoints: { epochs: 1 } });
    expect(JSON.stringify(drawn.layer)).not.toMatch(/epoch |step |saved/);
    expect(band(drawn, '에포크 안의 배치')).toHaveLength(6);
  });

  it('refuses what is no plan', () => {
    expect(() => show.plan({ samples: 5 } as never)).toThrow(/show.plan needs a plan/);
    expect(() => show.plan(plan({ samples: 5 }), { color: 'red' } as never)).toThrow(/no option 'color'/);
  });
});
