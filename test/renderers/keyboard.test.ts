import { expect, test } from 'vitest';
import { MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Picture } from '../../renderers/drawing/picture.js';
import { pictureExamples } from '../../renderers/examples.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import type { RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

interface Walk {
  picture: PictureName;
  example: string;
  /** What the pointer is led over, in so many columns and rows of its upper part, or each element of a kind. */
  over: { selector: string; columns: number; rows: number; part?: number } | { each: string };
  /** What is told of the place under the pointer. */
  readout: string;
  /**
   * Where the Tab key leads, and the keys from there: one in a list is pressed until nothing changes any more, one
   * with `until` until the moment is one that the pointer was at.
   */
  stop: string;
  keys: (string | string[] | { until: 'moment'; key: string })[];
  /** Where the same is told to those who listen; the focused element's name without it. */
  spoken?: string;
  /** At least so many different things are told. */
  facts: number;
}

const alongRows: Walk['keys'] = ['Home', ['ArrowRight']];
const plots = {
  over: { selector: '.epb-plots-ground', columns: 24, rows: 4 },
  readout: '.epb-plots-readout',
  stop: '.epb-plots-ground',
  keys: alongRows,
  spoken: '.epb-plots [aria-live]',
} satisfies Partial<Walk>;
const columns = (count: number): Walk['keys'] =>
  Array.from({ length: count }, () => ['Home', ['ArrowDown'], 'ArrowRight']).flat();

const walks: Walk[] = [
  {
    picture: 'training',
    example: 'validation',
    over: { selector: '.epb-plot', columns: 48, rows: 1 },
    readout: '.epb-values:not([hidden])',
    stop: '.epb-plot',
    keys: alongRows,
    spoken: '.epb-run > [aria-live]',
    facts: 20,
  },
  {
    picture: 'timeline',
    example: 'every-kind',
    over: { each: '.epb-mark' },
    // The settings below are of the lane, whose group has them as its name.
    readout: '.epb-why:not([hidden]) > :first-child',
    stop: '.epb-mark',
    keys: [
      ['ArrowUp'],
      ...Array.from({ length: 8 }, () => ['Home', ['ArrowRight'], 'Home', 'ArrowDown']).flat(),
    ],
    facts: 12,
  },
  {
    picture: 'dropout',
    example: 'lecture',
    over: { selector: '.epb-dropout-stage', columns: 24, rows: 10 },
    readout: '.epb-dropout-detail',
    stop: '.epb-dropout-stage',
    keys: columns(6),
    spoken: '.epb-dropout [aria-live]',
    facts: 8,
  },
  { picture: 'batch-norm', example: 'short-training', ...plots, facts: 6 },
  {
    picture: 'batch-norm',
    example: 'many-channels',
    ...plots,
    // One column of a map of all channels.
    over: { selector: '.epb-plots-ground', columns: 1, rows: 60, part: 0.5 },
    keys: ['Home', { until: 'moment', key: 'ArrowRight' }, ['ArrowUp'], ['ArrowDown'], 'Escape'],
    facts: 20,
  },
  { picture: 'distributions', example: 'dead-and-saturated', ...plots, facts: 6 },
  {
    picture: 'gradients',
    example: 'vanishing',
    ...plots,
    // Each of the eight layers, from the first on, along the epochs.
    keys: [
      ...Array.from({ length: 8 }, () => 'ArrowUp'),
      ...Array.from({ length: 8 }, () => ['Home', ['ArrowRight'], 'ArrowDown']).flat(),
      'Escape',
    ],
    facts: 20,
  },
  {
    picture: 'activations',
    example: 'survival',
    over: { selector: '.epb-act-layer:nth-child(2) .epb-act-ground', columns: 32, rows: 1 },
    readout: '.epb-act-layer:nth-child(2) .epb-act-about[data-value]',
    stop: '.epb-act-layer:nth-child(2) .epb-act-ground',
    keys: alongRows,
    spoken: '.epb-act [aria-live]',
    facts: 16,
  },
  {
    picture: 'compare',
    example: 'lecture',
    ...plots,
    // Along the epochs with no run brought out, and with each of the four.
    keys: Array.from({ length: 6 }, () => ['Home', ['ArrowRight'], 'ArrowDown']).flat(),
    facts: 10,
  },
  {
    picture: 'model',
    example: 'branches',
    over: { each: '[data-member]' },
    readout: '.epb-model-words',
    stop: '[data-member]',
    keys: alongRows,
    facts: 11,
  },
  {
    picture: 'projector',
    example: 'flowers',
    over: { selector: '.epb-projector-stage', columns: 24, rows: 16 },
    readout: '.epb-projector-words',
    stop: '.epb-projector-stage',
    keys: alongRows,
    spoken: '.epb-projector-voice',
    facts: 15,
  },
  {
    picture: 'confusion-matrix',
    example: 'survival',
    over: { each: '[data-row]' },
    readout: '.epb-confusion-words',
    stop: '[data-row]',
    keys: Array.from({ length: 4 }, () => [['ArrowLeft'], ['ArrowRight'], 'ArrowDown']).flat(),
    facts: 4,
  },
];

const HOST = '#a';
const MOST_PRESSES = 200;

/** What is told, without the hint for a place where there is nothing. */
function told(page: RendererPage, { readout }: Walk): Promise<string> {
  return page.page.evaluate(
    ([host, selector]) =>
      [...document.querySelectorAll<HTMLElement>(`${host} ${selector}`)]
        .filter((each) => each.checkVisibility())
        .map((each) => each.innerText.replace(/\s+/g, ' ').trim())
        .join(' '),
    [HOST, readout] as const,
  );
}

/** Leads the pointer over the picture; all that is told on the way. */
async function byPointer(page: RendererPage, { over, readout }: Walk): Promise<Set<string>> {
  const found = await page.page.evaluate(
    async ([host, where, selector]) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const read = () =>
        [...document.querySelectorAll<HTMLElement>(`${host} ${selector}`)]
          .filter((each) => each.checkVisibility())
          .map((each) => each.innerText.replace(/\s+/g, ' ').trim())
          .join(' ');
      const all: string[] = [];
      const move = async (x: number, y: number, target: Element) => {
        const at = { bubbles: true, clientX: x, clientY: y, pointerId: 1 };
        for (const type of ['pointerover', 'pointermove']) target.dispatchEvent(new PointerEvent(type, at));
        await frame();
        await frame();
        all.push(read());
      };
      if ('each' in where) {
        for (const each of document.querySelectorAll(`${host} ${where.each}`)) {
          const { left, top, width, height } = each.getBoundingClientRect();
          await move(left + width / 2, top + height / 2, each);
        }
      } else {
        const ground = document.querySelector(`${host} ${where.selector}`) as Element;
        const { left, top, width, height: whole } = ground.getBoundingClientRect();
        const height = whole * (where.part ?? 1);
        for (let row = 0; row < where.rows; row += 1)
          for (let column = 0; column < where.columns; column += 1) {
            const [x, y] = [
              left + (width * (column + 0.5)) / where.columns,
              top + (height * (row + 0.5)) / where.rows,
            ];
            await move(
              x,
              y,
              document.elementsFromPoint(x, y).find((each) => ground.contains(each)) ?? ground,
            );
          }
        ground.dispatchEvent(new PointerEvent('pointerleave', { pointerId: 1 }));
      }
      await frame();
      return all;
    },
    [HOST, over, readout] as const,
  );
  return new Set(found);
}

async function tabTo(page: RendererPage, stop: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.page.keyboard.press('Tab');
    const there = await page.page.evaluate(
      ([host, selector]) => document.activeElement?.matches(`${host} ${selector}`) ?? false,
      [HOST, stop] as const,
    );
    if (there) return;
  }
  throw new Error(`The Tab key does not lead to ${stop}.`);
}

/** Walks with keys; all that is told on the way, and what of it is not told to those who listen. */
async function byKeys(
  page: RendererPage,
  walk: Walk,
  pointed: Set<string>,
): Promise<{ found: Set<string>; silent: string[] }> {
  const found = new Set<string>();
  const silent = new Set<string>();
  const press = async (key: string): Promise<string> => {
    await page.page.keyboard.press(key);
    await page.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const words = await told(page, walk);
    found.add(words);
    const heard = await page.page.evaluate(
      ([host, spoken]) =>
        (spoken
          ? document.querySelector(`${host} ${spoken}`)?.textContent
          : document.activeElement?.getAttribute('aria-label')) ?? '',
      [HOST, walk.spoken ?? null] as const,
    );
    const numbers = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];
    if (numbers(words).some((number) => !numbers(heard).includes(number))) silent.add(`${words} | ${heard}`);
    return words;
  };
  const moment = (words: string) => /^\D*\d+/.exec(words)?.[0];
  const moments = new Set([...pointed].map(moment));
  for (const step of walk.keys) {
    if (typeof step === 'string') {
      await press(step);
      continue;
    }
    const [key = '', done] = Array.isArray(step)
      ? [step[0], (now: string, before: string) => now === before]
      : [step.key, (now: string) => moments.has(moment(now))];
    for (let before = '', presses = 0; presses < MOST_PRESSES; presses += 1) {
      const now = await press(key);
      if (done(now, before)) break;
      before = now;
    }
  }
  return { found, silent: [...silent] };
}

test.each(walks)('$picture, $example: what the pointer finds, keys find, too, and say it', async (walk) => {
  const page = await harness.open({ height: 1400, width: 1000 });
  await page.activate(walk.picture, false);
  const picture = pictures[walk.picture] as Picture<unknown>;
  const payload = pictureExamples[walk.picture][walk.example]?.();
  await page.render(walk.picture, 'a', picture.fit(payload, MAX_JSON_BYTES) ?? payload);
  await page.page.locator(`${HOST} :is(canvas, svg)`).first().waitFor();
  await page.settled();
  const resting = await told(page, walk);
  const pointed = await byPointer(page, walk);
  pointed.delete(resting);
  pointed.delete('');
  expect(pointed.size, [...pointed].join('\n')).toBeGreaterThanOrEqual(walk.facts);
  await tabTo(page, walk.stop);
  const { found, silent } = await byKeys(page, walk, pointed);
  expect([...pointed].filter((words) => !found.has(words))).toEqual([]);
  expect(silent).toEqual([]);
});
