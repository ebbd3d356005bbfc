import { type Program, parse } from 'acorn';
import { type AncestorVisitors, ancestor } from 'acorn-walk';
import { say } from '../../words/index.js';
import type { ImportedName } from '../cell/rewrite.js';
import { scopes } from '../cell/scopes.js';
import { CannotGo } from './cannot-go.js';

/** What names mean in the cells of a notebook. */
export interface CellScope {
  find(name: string): { value: unknown } | undefined;
  /** Whether a cell has declared it. */
  isDeclared(name: string): boolean;
  imported(name: string): ImportedName | undefined;
}

/** A function with what it uses of the notebook, for another process. */
export interface Gathered {
  /** Its own text, as an expression. */
  text: string;
  imports: ImportedName[];
  /** Functions and classes by name, each behind those that it uses. */
  functions: [name: string, text: string][];
  values: Map<string, unknown>;
}

const NATIVE = /\{\s*\[native code\]\s*\}\s*$/;

/**
 * Finds all that a function of a cell uses, and that what it uses uses.
 *
 * @throws CannotGo for a name that no cell has, and for what has no text of its own.
 */
export function gather(train: (...given: never[]) => unknown, scope: CellScope): Gathered {
  const imports = new Map<string, ImportedName>();
  const functions = new Map<string, string>();
  const values = new Map<string, unknown>();
  const seen = new Set<string>();

  function use(name: string, user: string): void {
    if (seen.has(name)) return;
    seen.add(name);
    const imported = scope.imported(name);
    if (imported) {
      imports.set(name, imported);
      return;
    }
    // What every process has, unless a cell has taken its name.
    if (!scope.isDeclared(name) && name in globalThis) return;
    const found = scope.find(name);
    if (!found) throw unknown(name, user);
    if (typeof found.value !== 'function') values.set(name, found.value);
    else functions.set(name, textOf(found.value as typeof train, name));
  }

  function textOf(value: typeof train, name: string): string {
    const text = Function.prototype.toString.call(value);
    const program = NATIVE.test(text) ? undefined : parsed(text);
    if (!program)
      throw new CannotGo(
        say(
          `${name} has no text of its own that could be handed to another process. Write it as a function: async ({ … }) => …`,
          `${name}에는 다른 프로세스에 넘길 수 있는 텍스트가 없습니다. 함수로 쓰세요: async ({ … }) => …`,
        ),
      );
    for (const free of freeNames(program)) use(free, name);
    return text;
  }

  /** A function out of a file is imported there too: what it uses lies in that file. */
  const own = scope.imported(train.name);
  const isImported = own !== undefined && scope.find(train.name)?.value === train;
  if (isImported) imports.set(train.name, own);
  const text = isImported ? train.name : textOf(train, 'train');
  return { text, imports: [...imports.values()], functions: [...functions], values };
}

function parsed(text: string): Program | undefined {
  try {
    return parse(`(${text})`, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
  } catch {
    return undefined;
  }
}

const ALWAYS = ['arguments', 'undefined', 'NaN', 'Infinity'];

/** Names that a program uses and does not declare. */
function freeNames(program: Program): Set<string> {
  const names = new Set<string>();
  const use = (
    { name }: { name: string },
    _state: unknown,
    ancestors: Parameters<typeof scopes.shadows>[1],
  ): void => {
    if (!ALWAYS.includes(name) && !scopes.shadows(name, ancestors)) names.add(name);
  };
  // A pattern that is assigned to is no identifier for acorn-walk, nor for its types.
  ancestor(program, { Identifier: use, VariablePattern: use } as AncestorVisitors<unknown>);
  return names;
}

const unknown = (name: string, user: string): CannotGo =>
  new CannotGo(
    say(
      `${user} uses ${name}, which is no name of the notebook's cells. Declare it at the top of a cell, or within train.`,
      `${user}이(가) 쓰는 ${name}은(는) 노트북 셀의 이름이 아닙니다. 셀의 맨 바깥이나 train 안에서 선언하세요.`,
    ),
  );
