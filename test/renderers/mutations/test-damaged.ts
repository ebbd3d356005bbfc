import { availableParallelism, loadavg } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pictureExamples } from '../../../renderers/examples.js';
import type { PictureName } from '../../../renderers/registry.js';
import { commitNumber } from '../../../scripts/commit-number.mjs';
import { attributesOf, malformed } from '../../pictures/stored.js';
import type { Harness } from '../harness.js';
import { useRenderers } from '../use-renderers.js';
import { BatchPage } from './batch-page.js';
import { type MutationCase, mutationCase } from './cases.js';
import { FormsThread } from './forms-thread.js';
import type { BatchItem } from './page-script.js';

/** There are a thousand cases of each picture; a run draws some of them, the same ones for the same commit. */
const CASES = 1000;
const DRAWN = 100;
const [first = 0, end = first + CASES] = (process.env.EPOCHBOOK_MUTATIONS ?? drawn()).split(':').map(Number);

function drawn(): string {
  const start = commitNumber() % CASES;
  return `${start}:${start + DRAWN}`;
}

const BATCH = 25;
/** Every so many cases one is used with pointer and keys, too. */
const USED = 16;
/** Every so many cases a good payload takes the place of the damaged one. */
const FOLLOWED = 6;
const LONGEST_DRAW_MS = 2000;
const SLOW = 'drawing took';
/** Where others share a processor, its work takes up to twice the time of the processor too. */
const longestDraw = (): number =>
  LONGEST_DRAW_MS * Math.min(2, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
const PATIENCE_MS = 20_000;
const MOST_TOLD = 12;

/** A payload of each picture, drawn quickly, that is drawn in the place of a damaged one. */
const good: Record<PictureName, string> = {
  training: 'one-epoch',
  timeline: 'one-epoch',
  table: 'small',
  'confusion-matrix': 'survival',
  'vega-lite': 'scatter',
  dropout: 'one-layer',
  'batch-norm': 'one-channel',
  distributions: 'one-layer',
  compare: 'one-run',
  check: 'passed',
  model: 'titanic',
  projector: 'words',
  gradients: 'one-layer',
  activations: 'survival',
};

const told = ({ picture, number, example, what }: MutationCase, fault: string): string =>
  `${picture} ${number} (${example}; ${what})\n  ${fault}\n  again: EPOCHBOOK_MUTATIONS=${number}:${number + 1} npx vitest run --project renderers test/renderers/mutations -t ${picture}`;

/** Draws cases in one page; what went wrong, each with its case. */
class PageRun {
  private page: BatchPage | undefined;
  readonly faults: string[] = [];
  readonly notes = new Map<number, string | null>();
  private readonly goodText: string;

  constructor(
    private readonly harness: Pick<Harness, 'open'>,
    private readonly picture: PictureName,
  ) {
    this.goodText = JSON.stringify(pictureExamples[picture][good[picture]]?.());
  }

  async batch(cases: readonly MutationCase[]): Promise<void> {
    const problems = await this.attempt(cases);
    if (problems.length === 0) return;
    await this.renew();
    if (cases.length === 1) {
      this.faults.push(told(cases[0] as MutationCase, problems.join('\n  ')));
      return;
    }
    // Which of them it was shows when each is drawn alone.
    const before = this.faults.length;
    for (const each of cases) if (this.faults.length < MOST_TOLD) await this.batch([each]);
    // How long a draw may take, each alone has kept.
    const others = problems.filter((problem) => !problem.startsWith(SLOW));
    if (this.faults.length === before && others.length > 0)
      this.faults.push(
        `${this.picture} ${cases[0]?.number}…${cases.at(-1)?.number}, only together: ${others.join('\n  ')}`,
      );
  }

  async renew(): Promise<void> {
    await this.page?.close();
    this.page = undefined;
  }

  private async attempt(cases: readonly MutationCase[]): Promise<string[]> {
    this.page ??= await BatchPage.open(this.harness, this.picture, 'en');
    const { page } = this;
    const items = cases.map(({ id, text, number }): BatchItem => ({ id, text, host: `host-${number}` }));
    const drawn = await page.draw(items);
    const problems = [...drawn.problems];
    // Of one draw where it is alone; of a batch only a bound.
    if (drawn.cpuMs > longestDraw()) problems.push(`${SLOW} ${Math.round(drawn.cpuMs)} ms`);
    if (problems.length > 0) return problems;
    drawn.shown.forEach(({ note }, at) => void this.notes.set((cases[at] as MutationCase).number, note));
    const used = await page.use(items.filter((_, at) => (cases[at] as MutationCase).number % USED === 0));
    if (used.problems.length > 0) return used.problems.map((each) => `when used: ${each}`);
    const followed = items.filter((_, at) => (cases[at] as MutationCase).number % FOLLOWED === 0);
    const next = await page.draw(followed.map((item) => ({ ...item, text: this.goodText })));
    const missing = next.shown
      .filter(({ drawn }) => !drawn)
      .map(({ id, note }) => `${id}: the next good payload is not drawn: ${note}`);
    if (next.problems.length > 0 || missing.length > 0)
      return [...next.problems, ...missing].map((each) => `afterwards: ${each}`);
    await page.clear(items);
    return [];
  }
}

/** Attributes of numbers. */
const NUMBERS = new Set(
  'x y x1 x2 y1 y2 cx cy r rx ry width height d points transform viewBox dx dy font-size stroke-width stroke-dasharray opacity fill-opacity'.split(
    ' ',
  ),
);

/** The kernel's forms of a payload: what is wrong with them, and why the payload does not fit. */
async function formsOf(
  thread: FormsThread,
  { picture, text, number }: MutationCase,
): Promise<{ faults: string[]; where: string | null }> {
  const locale = number % 2 === 0 ? 'en' : 'ko';
  const reply = await thread.draw(picture, text, locale, PATIENCE_MS);
  if (!reply.ok) return { faults: [`forms: ${reply.error}`], where: null };
  let { ms } = reply.answer;
  // On a busy machine a draw waits for others: only one that is slow each time is slow.
  for (let again = 0; ms > longestDraw() && again < 2; again += 1) {
    const next = await thread.draw(picture, text, locale, PATIENCE_MS);
    ms = Math.min(ms, next.ok ? next.answer.ms : PATIENCE_MS);
  }
  const { svg, text: account, where } = reply.answer;
  const faults: string[] = [];
  if (ms > longestDraw()) faults.push(`forms took ${Math.round(ms)} ms`);
  if (where !== null) return { faults, where };
  if (account === null && svg === null) return { faults, where: null };
  if (account === null || account.trim() === '') faults.push('forms: no text');
  if (svg !== null) {
    const broken = malformed(svg);
    if (broken) faults.push(`forms: the SVG is not XML: ${broken}`);
    const odd = attributesOf(svg).find(
      ({ tag, name, value }) =>
        (NUMBERS.has(name) && /NaN|Infinity|undefined|null/.test(value)) ||
        /^(?:script|foreignObject|iframe)$/i.test(tag) ||
        /^on/i.test(name) ||
        (/href$/i.test(name) && !/^(?:#|https?:|data:image\/)/i.test(value)),
    );
    if (odd) faults.push(`forms: <${odd.tag} ${odd.name}="${odd.value.slice(0, 200)}">`);
    if (/<(?:script|foreignObject|iframe)/i.test(svg)) faults.push('forms: an element that can do things');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 forbids.
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(svg))
      faults.push('forms: a character that XML forbids');
  }
  return { faults, where: null };
}

/**
 * The tests of these pictures: damaged payloads of each, in the page and in the kernel's forms. A run takes 200 of a thousand,
 * from a start that the commit decides, so that each commit finds the same faults again and all of them come to their turn.
 * `EPOCHBOOK_MUTATIONS=0:1000` takes all, `617:618` one.
 */
export function testDamaged(all: readonly PictureName[]): void {
  const harness = useRenderers();
  const thread = new FormsThread();
  beforeAll(() => thread.prepare());
  afterAll(() => thread.end());

  describe(`damaged payloads ${first} to ${end - 1}`, () => {
    for (const picture of all)
      test(picture, async () => {
        const run = new PageRun(harness, picture);
        const faults: string[] = [];
        const fits = new Map<number, string | null>();
        const cases = Array.from({ length: end - first }, (_, at) =>
          mutationCase(picture, (first + at) % CASES),
        );
        const browser = (async () => {
          for (let at = 0; at < cases.length && run.faults.length < MOST_TOLD; at += BATCH)
            await run.batch(cases.slice(at, at + BATCH));
        })();
        for (const each of cases) {
          if (faults.length >= MOST_TOLD) break;
          const { faults: found, where } = await formsOf(thread, each);
          fits.set(each.number, where);
          faults.push(...found.map((fault) => told(each, fault)));
        }
        await browser;
        for (const each of cases) {
          const [where, note] = [fits.get(each.number), run.notes.get(each.number)];
          if (where && note === null)
            faults.push(told(each, `it does not fit (${where}), and is drawn without a reason`));
        }
        expect([...run.faults, ...faults].slice(0, MOST_TOLD).join('\n\n')).toBe('');
      }, 600_000);
  });
}
