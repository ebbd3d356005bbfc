import type { RunPayload } from '../protocol/index.js';
import { compareRuns } from '../renderers/compare/from-runs.js';
import { say } from '../words/index.js';
import { libraryContext } from './context.js';

/** A history that `fit` gave back, a promise of one, the id of a run, or a row of `runs.list()`. */
export type ComparableRun = string | object;

const isHistory = (value: unknown): boolean =>
  typeof value === 'string' ||
  value instanceof Promise ||
  (typeof value === 'object' && value !== null && ('history' in value || isStored(value)));

const isStored = (value: object): value is { id: string } => 'id' in value && 'status' in value;

/** A history is an object too; what it holds are no histories. */
const isByName = (runs: object): runs is Readonly<Record<string, ComparableRun>> =>
  typeof runs === 'object' && runs !== null && !Array.isArray(runs) && Object.values(runs).every(isHistory);

/**
 * Several trainings side by side: curves overlaid, the gap between training and validation, time per epoch, final values,
 * and what differs between them ("dropout 0.5", "l2 0.001").
 *
 * ```ts
 * const plain = await build().fit(x, y, options);
 * const dropout = await build({ dropout: 0.5 }).fit(x, y, options);
 * await compare([plain, dropout]);
 * await compare({ plain, 'with dropout': dropout }); // with names of your own
 * ```
 *
 * @param runs Histories that `fit` gave back, rows of `runs.list()`, or ids of runs that are stored beside this notebook, as a list
 * or by name; the order is that of the
 * picture.
 * @throws TypeError where `runs` is neither a list nor an object of at least one.
 * @throws Error where one of them is no such training.
 */
export async function compare(
  runs: readonly ComparableRun[] | Readonly<Record<string, ComparableRun>>,
): Promise<void> {
  const named = isByName(runs);
  const list = named ? Object.values(runs) : runs;
  if (!Array.isArray(list) || list.length === 0)
    throw new TypeError(
      say(
        'compare needs a list of histories that fit gave back, or of run ids: await compare([history1, history2]), or with names: await compare({ plain: history1, dropout: history2 }).',
        'compare에는 fit이 돌려준 history나 실행 id의 목록이 필요합니다: await compare([history1, history2]), 이름을 붙이려면 await compare({ plain: history1, dropout: history2 })',
      ),
    );
  const { run: ask, picture } = libraryContext();
  const found = await Promise.all(
    list.map(async (run: unknown, index): Promise<RunPayload> => {
      // A promise is what is left when `await` was forgotten before fit.
      const awaited = await run;
      const given = typeof awaited === 'object' && awaited && isStored(awaited) ? awaited.id : awaited;
      const payload =
        typeof given === 'string' || typeof given === 'object' ? await ask?.(given ?? undefined) : null;
      if (payload) return payload;
      throw new Error(notFound(given, index));
    }),
  );
  await picture('compare', compareRuns(found, named ? Object.keys(runs) : undefined));
}

function notFound(run: unknown, index: number): string {
  const place = String(index + 1);
  return typeof run === 'string'
    ? say(
        `compare: number ${place} of the list, '${run}', is no run that is stored beside this notebook.`,
        `compare: 목록의 ${place}번째 '${run}'은(는) 이 노트북 옆에 저장된 실행이 아닙니다.`,
      )
    : say(
        `compare: number ${place} of the list is not the history of a training in this notebook. Pass what model.fit gave back, or a run's id.`,
        `compare: 목록의 ${place}번째는 이 노트북에서 한 학습의 history가 아닙니다. model.fit이 돌려준 값이나 실행의 id를 주세요.`,
      );
}
