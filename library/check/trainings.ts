import type { RunPayload, Words } from '../../protocol/index.js';
import { failed, type Judging, passed, Rule, type Verdict } from './rule.js';
import { nameOf, readSubject } from './subject.js';
import { findRun, Metric, type Moment, metricOf, noTraining, Training } from './training.js';
import { counted, number, words } from './words.js';

type Found = { list: RunPayload[] } | Verdict;

/** Several recorded trainings, about which rules are made. */
export class Trainings {
  /** @internal */
  constructor(
    private readonly told: Words,
    private readonly find: (judging: Judging) => Promise<Found>,
  ) {}

  /**
   * The mean of a metric over the trainings, at the end of each or where each was best. Trainings that are the same number for
   * number, as after the same seed, do not count as several.
   *
   * ```ts
   * expect.trainings(5).mean('val_accuracy').atLeast(0.79)
   * ```
   */
  mean(name: string, moment: Moment = 'end'): Metric {
    const told =
      moment === 'end'
        ? words(`The mean ${name} at the end of ${this.told.en}`, `${this.told.ko}의 끝 ${name} 평균`)
        : words(`The mean best ${name} of ${this.told.en}`, `${this.told.ko}의 가장 좋은 ${name} 평균`);
    return new Metric(told, async (judging) => {
      const found = await this.find(judging);
      if ('passed' in found) return found;
      const repeated = repeatedOf(found.list);
      if (repeated) return repeated;
      const values: number[] = [];
      for (const run of found.list) {
        const read = metricOf(run, name, moment);
        if ('passed' in read) return read;
        values.push(read.value);
      }
      const value = values.reduce((sum, each) => sum + each, 0) / values.length;
      const list = values.map(number).join(', ');
      return { value, told: words(`${number(value)}, of ${list}`, `${number(value)} (${list})`) };
    });
  }

  /**
   * The same rule for each of the trainings: `expect.trainings(5).each((one) => one.stoppedBefore(40))`.
   */
  each(make: (one: Training) => Rule): Rule {
    const { words: one } = make(new Training(async () => failed(words('–', '–')))).parts;
    return new Rule(
      words(`In each of ${this.told.en}: ${one.en}`, `${this.told.ko} 모두에서: ${one.ko}`),
      async (judging) => {
        const found = await this.find(judging);
        if ('passed' in found) return found;
        for (const run of found.list) {
          const verdict = await make(new Training(async () => run)).parts.judge(judging);
          if (!verdict.passed) return { ...verdict, found: inRun(run, verdict.found) };
        }
        return passed;
      },
    );
  }
}

const inRun = ({ name }: RunPayload, found: Words | undefined): Words =>
  words(`in ${name}: ${found?.en ?? 'it does not hold'}`, `${name}: ${found?.ko ?? '그렇지 않음'}`);

/** Trainings with the same losses in each epoch are one training, done again. */
function repeatedOf(runs: readonly RunPayload[]): Verdict | undefined {
  const marks = runs.map(({ epochs }) => JSON.stringify(epochs.logs));
  const same = marks.length - new Set(marks).size;
  if (same === 0) return undefined;
  return failed(
    words(
      `${counted(runs.length, 'training')}, of which ${same + 1} are the same number for number`,
      `학습 ${runs.length}번 가운데 ${same + 1}번은 모든 수가 같음`,
    ),
    words('trainings that differ', '서로 다른 학습'),
    words(
      'Call seed(…) with another number before each.',
      '학습마다 그 앞에서 seed(…)를 다른 수로 호출하세요.',
    ),
  );
}

/**
 * The latest so many trainings of the notebook, or those that gave back these histories: `expect.trainings(() => histories)`.
 */
export function trainings(subject: number | (() => unknown) | readonly unknown[]): Trainings {
  if (typeof subject === 'number') {
    const told = words(`the last ${counted(subject, 'training')}`, `마지막 학습 ${subject}번`);
    return new Trainings(told, async ({ runs }) => {
      const list = await runs.latest(subject);
      return list.length === subject
        ? { list }
        : failed(
            words(`${counted(list.length, 'training')}`, `학습 ${list.length}번`),
            words(`${counted(subject, 'training')}`, `학습 ${subject}번`),
            words(
              'Train once for each seed, for example in a loop, then run this cell.',
              '시드마다 한 번씩, 예를 들어 반복문으로 학습한 다음 이 셀을 실행하세요.',
            ),
          );
    });
  }
  const name = nameOf(subject);
  return new Trainings(
    words(`the trainings of ${name.en}`, `${name.ko}의 학습`),
    async ({ runs, limitMs }) => {
      const read = await readSubject(subject, name, limitMs);
      if (!read.ok) return read.verdict;
      const { value } = read;
      const given = Array.isArray(value) ? value : Object.values((value ?? {}) as object);
      const list: RunPayload[] = [];
      for (const one of given) {
        const run = await findRun(await one, runs);
        if (!run) return noTraining(name);
        list.push(run);
      }
      return list.length > 0 ? { list } : noTraining(name);
    },
  );
}
