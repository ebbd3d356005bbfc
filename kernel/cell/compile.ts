import { TraceMap } from '@jridgewell/trace-mapping';
import MagicString from 'magic-string';
import type { Position } from './position.js';
import { type CellImport, HEAD, type ImportedName, rewriteProgram } from './rewrite.js';
import { composedMap, type TextSource } from './source-map.js';
import { after, before, type TextOptions, toJavaScript } from './to-javascript.js';

/** Calls of ours that stand before what they are for. */
const HOOK_BEFORE = /^(?:wait|hold|thrown|constantAssigned|notYet)\(/;

/** A cell as the evaluator runs it. */
export interface CompiledCell {
  /** An async function without parameters, as an expression. */
  code: string;
  imports: CellImport[];
  /** What the names of its imports stand for. */
  importedNames: ImportedName[];
  /** Top-level names that the cell declares, in order. */
  declared: string[];
  /** Those of them that are `const`. */
  constants: string[];
  /** From a position in `code` to the position in the student's text; undefined in lines that we added. */
  locate(position: Position): Position | undefined;
  /** The same for a debugger, as JSON. */
  sourceMap(source: TextSource): string;
}

export interface CompileOptions extends TextOptions {
  /** Names that earlier cells declared `const`: assigning to them stays an error. */
  constants?: ReadonlySet<string>;
}

/**
 * From the text of a cell to an async function that runs it. Types go; top-level declarations become assignments to names
 * that the evaluator declares for the whole notebook, so that a later cell can declare them again, as any kind; imports
 * become awaited calls; each `await` passes through the kernel so that it can be interrupted; the value of the last
 * expression is handed over.
 * @throws CellSyntaxError with the line and column in the cell.
 */
export function compileCell(
  source: string,
  { constants = new Set(), ...options }: CompileOptions = {},
): CompiledCell {
  const object = asExpression(source, options);
  const { code: plain, program, map } = toJavaScript(object?.text ?? source, options);
  const script = new MagicString(plain);
  const parts = rewriteProgram(script, program, constants);
  const code = script.toString();
  const lines = code.split('\n');
  const ours = new TraceMap(JSON.stringify(script.generateMap({ hires: true, source: 'cell' })));
  const inText = (position: Position): Position | undefined => {
    const found = map ? before(map, position) : position;
    return found && found.line === object?.line ? { ...found, column: found.column - 1 } : found;
  };
  return {
    code,
    ...parts,
    locate: (position) => {
      const { line, column } = position;
      const isHook = HOOK_BEFORE.test(lines[line - 1]?.slice(column - 1) ?? '');
      // V8 puts a call of an unknown name at what stands around it, which may be ours.
      const inScript = (isHook ? undefined : before(ours, position)) ?? after(ours, position);
      return inScript && inText(inScript);
    },
    sourceMap: (source) => composedMap(ours, HEAD.length, inText, source),
  };
}

/**
 * `{a: 1}` alone would be a block: where a cell parses as one object expression, that is what is meant. `line` is the one
 * that the added parenthesis moves by a column.
 */
function asExpression(source: string, options: TextOptions): { text: string; line: number } | undefined {
  const trimmed = source.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const start = source.indexOf('{');
  const end = source.lastIndexOf('}');
  const text = `${source.slice(0, start)}(${source.slice(start, end + 1)})${source.slice(end + 1)}`;
  try {
    toJavaScript(text, options);
    return { text, line: source.slice(0, start).split('\n').length };
  } catch {
    return undefined;
  }
}
