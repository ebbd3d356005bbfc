import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { TEXT_MIME } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { ThrownPlaces } from '../cell/stack/index.js';
import type { Modules } from '../modules/import-module.js';
import { asText, encodeBundle, isBundle, showValue } from '../output/show-value.js';
import { REPLY_MIME, replyText, writeAnswer } from '../sweeps/index.js';
import type { Interruption } from './interruption.js';
import type { Outputs, Shown } from './outputs.js';

/** What `display` gives back: what it shows, to be changed later. */
export class DisplayHandle {
  constructor(private readonly shown: Promise<Shown>) {}

  /** Puts another value, or bundle, in the place of what is shown; also from a later cell. */
  update(value: unknown): void {
    const bundle = isBundle(value) ? encodeBundle(value) : { [TEXT_MIME]: asText(value) };
    void this.shown.then((shown) => shown.update(bundle));
  }

  remove(): void {
    void this.shown.then((shown) => shown.remove());
  }

  [inspect.custom](): string {
    return say(
      'Display: .update(value) puts another value in its place, .remove() takes it away',
      'Display: .update(값)으로 다른 값을 보여 주고 .remove()로 지웁니다',
    );
  }
}

export interface HookOptions {
  folder: string;
  outputs: Outputs;
  interruption: Interruption;
  places: ThrownPlaces;
  modules: Modules;
  /** What a process of a sweep was handed, in a file. */
  restore(path: string): Promise<Record<string, unknown>>;
  nameRuns(name: string): void;
  last(value: unknown): void;
}

/** What compiled cells call (`internal`), and what students find in every cell (`globals`). */
export function hooksFor({
  folder,
  outputs,
  interruption,
  places,
  modules,
  restore,
  nameRuns,
  last,
}: HookOptions): {
  internal: object;
  globals: Record<string, unknown>;
} {
  const filename = join(folder, 'notebook.ts');
  const internal = Object.freeze({
    wait: (value: unknown) => interruption.wait(value),
    hold: (value: unknown) => interruption.hold(value),
    importModule: (specifier: string, needed: string[], options?: object) =>
      modules.import(specifier, needed, options),
    prepareRequire: () => modules.prepareRequire(),
    importDynamic: (specifier: unknown, options?: object) => modules.import(String(specifier), [], options),
    meta: Object.freeze({ url: pathToFileURL(filename).href, filename, dirname: folder }),
    last: (box: { value: unknown }) => last(box.value),
    restore,
    nameRuns,
    answer: writeAnswer,
    reply: (value: unknown) =>
      void displayValue({ [REPLY_MIME]: replyText(value), [TEXT_MIME]: '' }, outputs),
    thrown: (value: unknown) => {
      if (!(value instanceof Error)) places.add(value, new Error());
      return value;
    },
    notYet(name: string): never {
      throw new ReferenceError(
        say(
          `Cannot access '${name}' before initialization: this cell declares it further down. Move the declaration above its first use.`,
          `초기화 전에 '${name}'에 접근할 수 없습니다. 이 셀의 더 아래에서 선언합니다. 선언을 처음 쓰는 곳보다 위로 옮기세요.`,
        ),
      );
    },
    constantAssigned(name: string): never {
      throw new TypeError(
        say(
          `"${name}" is a const and cannot be assigned again. Declare it with let, or run its declaration again.`,
          `"${name}"은(는) const라서 다시 대입할 수 없습니다. let으로 선언하거나 선언을 다시 실행하세요.`,
        ),
      );
    },
  });
  const display = (value: unknown): DisplayHandle => displayValue(value, outputs);
  const module = { id: '.', exports: {}, filename, loaded: false, children: [], paths: [] };
  const commonJs = { require: modules.require, module, exports: module.exports };
  return { internal, globals: { display, ...commonJs } };
}

/** Shows a value or a bundle `{mime: data}` under the running cell. */
export function displayValue(value: unknown, outputs: Outputs): DisplayHandle {
  return new DisplayHandle(showValue(value, outputs));
}
