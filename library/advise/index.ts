import { inspect } from 'node:util';
import { checkOptions, domains } from '../../engine/options/index.js';
import { didYouMean, say } from '../../words/index.js';
import { PICTURE, type Pictured } from '../pictured.js';
import { Table } from '../table.js';
import { tablePayload } from '../table-payload.js';
import type { Row } from '../value.js';
import { type Finding, findingsOf } from './findings.js';
import { findingsOfLeaks, leaksOf, nothingLeaks } from './leak-advice.js';
import type { FoundLeaks, Leak } from './leaks.js';
import { readModel } from './read-model.js';
import {
  type OptimizerChoice,
  optimizerChoices,
  type TaskChoice,
  type TaskName,
  taskChoices,
} from './tasks.js';

export type { Finding } from './findings.js';
export type { Leak } from './leaks.js';
export type { OptimizerChoice, TaskChoice, TaskName } from './tasks.js';

/** What `advise` says of a model. As the last expression of a cell it is drawn. */
export class Advice implements Pictured {
  /** @param findings Empty where nothing is amiss. */
  constructor(readonly findings: readonly Finding[]) {}

  /** What is said where there are no findings. */
  protected get nothing(): string {
    return say(
      'Nothing to change: last layer, loss, metrics and learning rate go together.',
      '고칠 것이 없습니다. 마지막 층, 손실, 지표, 학습률이 서로 맞습니다.',
    );
  }

  toString(): string {
    if (this.findings.length === 0) return this.nothing;
    return this.findings
      .map(({ where, found, wanted, why }) => `${where}: ${found} → ${wanted}\n  ${why}`)
      .join('\n');
  }

  [inspect.custom](): string {
    return this.toString();
  }

  [PICTURE](): { name: string; payload: unknown } {
    const rows: Row[] =
      this.findings.length > 0
        ? this.findings.map(({ where, found, wanted, why }) => ({
            [say('where', '위치')]: where,
            [say('found', '찾은 것')]: found,
            [say('wanted', '알맞은 것')]: wanted,
            [say('why', '이유')]: why,
          }))
        : [{ [say('advice', '조언')]: this.toString() }];
    return { name: 'table', payload: tablePayload(Table.fromRows(rows), say('Advice', '조언')) };
  }
}

/** What `advise` says of the columns of a table. */
export class TableAdvice extends Advice {
  /** Columns that tell the target nearly always, with the share that was measured. */
  readonly leaks: readonly Leak[];
  /** Columns of which nearly each row has a value of its own: names, numbers of rows, free text. */
  readonly identifiers: readonly string[];

  constructor(private readonly found: FoundLeaks) {
    super(findingsOfLeaks(found));
    this.leaks = found.leaks;
    this.identifiers = found.identifiers;
  }

  protected override get nothing(): string {
    return nothingLeaks(this.found);
  }
}

function choiceOf(task: string): TaskChoice {
  const choices = taskChoices();
  const choice = choices.find((one) => one.task === task);
  if (choice) return choice;
  const names = choices.map((one) => one.task);
  throw new RangeError(
    say(
      `advise knows no task '${task}'.${didYouMean(task, names)} There are ${names.join(', ')}.`,
      `advise에 '${task}' 과제가 없습니다.${didYouMean(task, names)} 있는 과제: ${names.join(', ')}`,
    ),
  );
}

/**
 * Which last activation, loss and metric go with a task; or, given a model, what in it does not go together and why; or,
 * given a table and the column to predict, which columns tell it nearly perfectly by themselves (`leaks`: known only after
 * the fact?) and which are names of the rows.
 *
 * ```ts
 * advise('multiclass').loss; // 'categoricalCrossentropy'
 * advise(model); // shows what to change
 * advise(passengers, { target: 'survived' }); // shows what to leave out
 * ```
 *
 * @throws RangeError for a task or a target that is none; TypeError for what is neither a task, a model nor a table.
 */
export function advise(task: TaskName): TaskChoice;
export function advise(table: Table, options: { target: string }): TableAdvice;
export function advise(model: object): Advice;
export function advise(
  subject: TaskName | Table | object,
  options: { target?: string } = {},
): TaskChoice | TableAdvice | Advice {
  if (typeof subject === 'string') return choiceOf(subject);
  if (!(subject instanceof Table)) return new Advice(findingsOf(readModel(subject)));
  checkOptions('advise', options, { target: domains.text }, { label: 'target', y: 'target' });
  return new TableAdvice(leaksOf(subject, options.target));
}

/** The tables of model selection: which ends of a model go with which task, and the usual learning rates. */
export const modelSelection = {
  /** Last activation, loss and metric of the five kinds of task. */
  tasks: (): Table => Table.fromRows(taskChoices().map((choice) => ({ ...choice }))),
  /** Optimizers with their usual learning rates. */
  optimizers: (): Table => Table.fromRows(optimizerChoices.map((choice: OptimizerChoice) => ({ ...choice }))),
};
