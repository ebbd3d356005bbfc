import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transformSync } from '@swc/wasm-typescript';
import { type Node, type Program, parse } from 'acorn';
import { full } from 'acorn-walk';
import { CellSyntaxError } from './cell-syntax-error.js';
import { lowerSyntax } from './lower-syntax.js';
import { type Position, positionOf } from './position.js';

export interface JavaScriptText {
  /** Positions equal those of the TypeScript text unless `map` says otherwise. */
  code: string;
  program: Program;
  /** Where syntax had to be rewritten. */
  map?: TraceMap;
}

export interface TextOptions {
  /** Default `typescript`. */
  language?: 'typescript' | 'javascript';
  /** Where a `tsconfig.json` is looked for, in it and above, if the text has decorators. */
  folder?: string;
}

/** What neither the blanking of types nor the parser knows. */
const MAY_NEED_MORE = /@|\b(?:using|accessor)\b/;

/**
 * From TypeScript to JavaScript that Node 20 runs. Mostly types are blanked in place, so that every position stays true; a
 * text with syntax of its own (enums, decorators, `using` and so on) is rewritten and comes with a source map.
 *
 * @throws CellSyntaxError with line and column.
 */
export function toJavaScript(source: string, { language, folder }: TextOptions = {}): JavaScriptText {
  const text = source.replace(/^\uFEFF/, ' ').replace(/^#!/, '//');
  let fault: unknown;
  try {
    const code = language === 'javascript' ? text : withoutTypes(text);
    if (code !== undefined) {
      const program = parseProgram(code);
      if (!MAY_NEED_MORE.test(code) || !declaresResources(program)) return { code, program };
    }
  } catch (error) {
    if (!MAY_NEED_MORE.test(text)) throw error;
    fault = error;
  }
  const lowered = lowerSyntax(text, { folder });
  if (lowered.fault) {
    const { line, column } = positionOf(text, lowered.fault.offset);
    throw fault ?? new CellSyntaxError(lowered.fault.message, line, column);
  }
  const map = new TraceMap(lowered.map);
  return { code: lowered.code, program: parseProgram(lowered.code, map), map };
}

interface SwcError {
  code?: string;
  message?: string;
  startLine?: number;
  startColumn?: number;
}

/** undefined where something would have to be rewritten. */
function withoutTypes(text: string): string | undefined {
  try {
    return transformSync(text, { mode: 'strip-only', filename: 'cell.ts' }).code;
  } catch (error) {
    const { code, message = String(error), startLine = 1, startColumn = 0 } = error as SwcError;
    if (code === 'UnsupportedSyntax') return undefined;
    throw new CellSyntaxError(message, startLine, startColumn + 1);
  }
}

function parseProgram(code: string, map?: TraceMap): Program {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true });
  } catch (error) {
    const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const found = { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    const { line, column } = (map && before(map, found)) || found;
    throw new CellSyntaxError(message.replace(/ \(\d+:\d+\)$/, ''), line, column);
  }
}

/** Newer than the Node that runs it may be. */
function declaresResources(program: Program): boolean {
  let found = false;
  full(program, (node: Node & { kind?: unknown }) => {
    found ||= node.type === 'VariableDeclaration' && /using$/.test(String(node.kind));
  });
  return found;
}

/** The place in the text that a place in rewritten code comes from. */
export function before(map: TraceMap, { line, column }: Position): Position | undefined {
  const original = originalPositionFor(map, { line, column: column - 1 });
  return original.line === null ? undefined : { line: original.line, column: original.column + 1 };
}

/** The next place in the text, for one in code that was put before it. */
export function after(map: TraceMap, { line, column }: Position): Position | undefined {
  const original = originalPositionFor(map, { line, column: column - 1, bias: LEAST_UPPER_BOUND });
  return original.line === null ? undefined : { line: original.line, column: original.column + 1 };
}
