import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { type Program, parse } from 'acorn';
import MagicString from 'magic-string';
import { CellSyntaxError } from './cell-syntax-error.js';
import { type CellImport, rewriteProgram } from './rewrite.js';
import { type StrippedCell, stripTypes } from './strip.js';

export interface Position {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** A cell as the evaluator runs it. */
export interface CompiledCell {
  /** An async function without parameters, as an expression. */
  code: string;
  imports: CellImport[];
  /** Top-level names that the cell declares, in order. */
  declared: string[];
  /** Those of them that are `const`. */
  constants: string[];
  /** From a position in `code` to the position in the student's text; undefined in lines that we added. */
  locate(position: Position): Position | undefined;
}

export interface CompileOptions {
  language: 'typescript' | 'javascript';
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
  { language, constants = new Set() }: CompileOptions,
): CompiledCell {
  const object = asExpression(source);
  const text = object?.text ?? source;
  const stripped: StrippedCell = language === 'typescript' ? stripTypes(text) : { code: text };
  const script = new MagicString(stripped.code);
  const parts = rewriteProgram(script, parseCell(stripped), constants);
  const code = script.toString();
  const ours = new TraceMap(JSON.stringify(script.generateMap({ hires: true, source: 'cell' })));
  const types = stripped.map ? new TraceMap(stripped.map) : undefined;
  return {
    code,
    ...parts,
    locate: (position) => {
      // V8 puts a call of an unknown name at what stands around it, which may be ours.
      const inScript = before(ours, position) ?? after(ours, position);
      const found = inScript && types ? before(types, inScript) : inScript;
      return found && found.line === object?.line ? { ...found, column: found.column - 1 } : found;
    },
  };
}

/**
 * `{a: 1}` alone would be a block: where a cell parses as one object expression, that is what is meant. `line` is the one
 * that the added parenthesis moves by a column.
 */
function asExpression(source: string): { text: string; line: number } | undefined {
  const trimmed = source.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const start = source.indexOf('{');
  const end = source.lastIndexOf('}');
  const text = `${source.slice(0, start)}(${source.slice(start, end + 1)})${source.slice(end + 1)}`;
  try {
    parseCell(stripTypes(text));
    return { text, line: source.slice(0, start).split('\n').length };
  } catch {
    return undefined;
  }
}

function parseCell({ code, map }: StrippedCell): Program {
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      locations: false,
    });
  } catch (error) {
    const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const found = { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    const { line, column } = (map && before(new TraceMap(map), found)) || found;
    throw new CellSyntaxError(message.replace(/ \(\d+:\d+\)$/, ''), line, column);
  }
}

function before(map: TraceMap, { line, column }: Position): Position | undefined {
  const original = originalPositionFor(map, { line, column: column - 1 });
  return original.line === null ? undefined : { line: original.line, column: original.column + 1 };
}

function after(map: TraceMap, { line, column }: Position): Position | undefined {
  const original = originalPositionFor(map, { line, column: column - 1, bias: LEAST_UPPER_BOUND });
  return original.line === null ? undefined : { line: original.line, column: original.column + 1 };
}
