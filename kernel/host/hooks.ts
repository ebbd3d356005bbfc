import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TEXT_MIME } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Modules } from '../modules/import-module.js';
import { asText, encodeBundle, isBundle, showValue } from '../output/show-value.js';
import type { Interruption } from './interruption.js';
import type { Outputs } from './outputs.js';

/** What `display` gives back. */
export interface DisplayHandle {
  /** Puts another value, or bundle, in the place of what is shown; also from a later cell. */
  update(value: unknown): void;
  remove(): void;
}

export interface HookOptions {
  folder: string;
  outputs: Outputs;
  interruption: Interruption;
  modules: Modules;
  last(value: unknown): void;
}

/** What compiled cells call (`internal`), and what students find in every cell (`globals`). */
export function hooksFor({ folder, outputs, interruption, modules, last }: HookOptions): {
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
  const shown = showValue(value, outputs);
  const bundle = (next: unknown) => (isBundle(next) ? encodeBundle(next) : { [TEXT_MIME]: asText(next) });
  return {
    update: (next) => void shown.then(({ update }) => update(bundle(next))),
    remove: () => void shown.then(({ remove }) => remove()),
  };
}
