import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomicallySync, writeRefusal } from '../../engine/files/index.js';
import { say } from '../../words/index.js';
import { filePath } from '../model-files/index.js';
import { type AnyParameters, keyOf } from './space.js';
import type { TrialValues } from './trial-values.js';

const FORMAT = 'epochbook sweep';
const VERSION = 1;

/** A trial that has come to its end. */
export interface StoredTrial {
  parameters: AnyParameters;
  values: TrialValues;
  ms: number;
}

/**
 * `sweep.jsonl` in the folder of a sweep: a first line of what it is, then one for each trial that has come to its end. A line
 * that was cut off is dropped, and its trial is run again.
 */
export class ResultsFile {
  private readonly path: string;
  private readonly done = new Map<string, StoredTrial>();

  /** @throws Error where the folder holds another sweep, or something that is none, or cannot be written. */
  constructor(folder: string, names: readonly string[]) {
    this.path = join(filePath(folder), 'sweep.jsonl');
    if (existsSync(this.path)) this.read(names);
    else
      this.write(() => {
        mkdirSync(dirname(this.path), { recursive: true });
        writeFileAtomicallySync(
          this.path,
          `${JSON.stringify({ format: FORMAT, version: VERSION, parameters: names })}\n`,
        );
      });
  }

  find(parameters: AnyParameters): StoredTrial | undefined {
    return this.done.get(keyOf(parameters));
  }

  add(trial: StoredTrial): void {
    this.done.set(keyOf(trial.parameters), trial);
    this.write(() => appendFileSync(this.path, `${JSON.stringify(trial)}\n`));
  }

  private read(names: readonly string[]): void {
    const text = readFileSync(this.path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const [head, ...lines] = whole.split('\n').slice(0, -1);
    this.checkHead(head, names);
    lines.forEach((line, i) => {
      const trial = parsed(line);
      if (!isTrial(trial, names))
        throw this.wrong(
          `line ${i + 2} is no trial of it. Delete the line, or the file to start anew.`,
          `${i + 2}번째 줄은 그 시도가 아닙니다. 그 줄을 지우거나, 처음부터 하려면 파일을 지우세요.`,
        );
      this.done.set(keyOf(trial.parameters), trial);
    });
    // What is appended must begin a line.
    if (whole !== text) this.write(() => writeFileAtomicallySync(this.path, whole));
  }

  private checkHead(line: string | undefined, names: readonly string[]): void {
    const head = parsed(line ?? '') as
      | { format?: unknown; version?: unknown; parameters?: unknown }
      | undefined;
    if (head?.format !== FORMAT || !Array.isArray(head.parameters))
      throw this.wrong(
        'it is no file of a sweep. Give another folder.',
        'sweep의 파일이 아닙니다. 다른 폴더를 쓰세요.',
      );
    if (head.version !== VERSION)
      throw this.wrong(
        `it is of version ${JSON.stringify(head.version)}, and this program reads version ${VERSION}. Give another folder.`,
        `버전이 ${JSON.stringify(head.version)}인데 이 프로그램은 버전 ${VERSION}을(를) 읽습니다. 다른 폴더를 쓰세요.`,
      );
    const stored = head.parameters as string[];
    if ([...stored].sort().join() !== [...names].sort().join())
      throw this.wrong(
        `it holds a sweep over ${stored.join(', ')}, and this one is over ${names.join(', ')}. Give another folder.`,
        `${stored.join(', ')}에 대한 sweep이 들어 있는데 지금은 ${names.join(', ')}에 대한 것입니다. 다른 폴더를 쓰세요.`,
      );
  }

  private wrong(en: string, ko: string): Error {
    return new Error(
      say(
        `sweep: cannot go on from ${this.path}: ${en}`,
        `sweep: ${this.path}에서 이어서 할 수 없습니다: ${ko}`,
      ),
    );
  }

  private write(write: () => void): void {
    try {
      write();
    } catch (error) {
      const reason = writeRefusal(error, 1000);
      throw new Error(
        say(`sweep: cannot write ${this.path}: ${reason}`, `sweep: ${this.path}에 쓸 수 없습니다: ${reason}`),
        { cause: error },
      );
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line, (_, value) => (value === null ? Number.NaN : value));
  } catch {
    return undefined;
  }
}

function isTrial(value: unknown, names: readonly string[]): value is StoredTrial {
  const { parameters, values } = (value ?? {}) as Partial<StoredTrial>;
  return (
    typeof parameters === 'object' &&
    typeof values === 'object' &&
    names.every((name) => name in parameters) &&
    Object.values(values).every((number) => typeof number === 'number')
  );
}
