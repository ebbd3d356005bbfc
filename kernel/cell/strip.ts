import { transformSync } from '@swc/wasm-typescript';
import { CellSyntaxError } from './cell-syntax-error.js';

export interface StrippedCell {
  /** JavaScript. Positions equal those of the TypeScript text unless `map` says otherwise. */
  code: string;
  /** Source map (JSON) where syntax such as an enum had to be rewritten. */
  map?: string;
}

interface SwcError {
  code?: string;
  message?: string;
  startLine?: number;
  startColumn?: number;
}

/**
 * Takes the types out of a cell. Mostly they are blanked in place, so that every position stays true; enums, namespaces
 * and parameter properties need real rewriting and come with a source map.
 * @throws CellSyntaxError with line and column.
 */
export function stripTypes(source: string): StrippedCell {
  try {
    return { code: transformSync(source, { mode: 'strip-only', filename: 'cell.ts' }).code };
  } catch (error) {
    if ((error as SwcError).code !== 'UnsupportedSyntax') throw syntaxError(error as SwcError);
  }
  try {
    const { code, map } = transformSync(source, { mode: 'transform', sourceMap: true, filename: 'cell.ts' });
    return { code, map };
  } catch (error) {
    throw syntaxError(error as SwcError);
  }
}

function syntaxError(error: SwcError): CellSyntaxError {
  const message = error.message ?? String(error);
  return new CellSyntaxError(message, error.startLine ?? 1, (error.startColumn ?? 0) + 1);
}
