import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CallExpression, Literal, Node } from 'acorn';
import { full } from 'acorn-walk';
import { CellSyntaxError } from '../cell/cell-syntax-error.js';
import { toJavaScript } from '../cell/to-javascript.js';

/** A file that a cell or another file of the student's imports by its path. */
interface OwnFile {
  /** Changes with every edit. */
  stamp: string;
  /** The own files that it names in imports and `require`. */
  imports: string[];
  /** Relative imports that lead to no file. */
  missing: string[];
  fault?: CellSyntaxError;
}

const SCRIPT = /\.[cm]?[jt]s$/;
const ENDINGS = ['', '.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.json', '/index.ts', '/index.js'];
const known = new Map<string, OwnFile>();

/** On Windows also `.\file` and `C:\folder\file`. */
const PATH = process.platform === 'win32' ? /^(\.{0,2}[\\/]|[a-z]:[\\/])/i : /^\.{0,2}\//;

export const isRelative = (specifier: string): boolean => PATH.test(specifier);

/**
 * The file that a relative import means: as it is written, without its ending, or with `.js` for a `.ts` file, as TypeScript
 * sources have it.
 */
export function findOwnFile(specifier: string, folder: string): string | undefined {
  const path = resolve(folder, specifier.replace(/[?#].*$/, ''));
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  return [path, ...(source === path ? [] : [source]), ...ENDINGS.slice(1).map((end) => path + end)].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
}

/** Another text whenever the file, or an own file that it imports by way of whichever others, was edited. */
export function versionOf(path: string): string {
  const lines = [...reachable(path)].map(([file, { stamp }]) => `${file} ${stamp}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

/** The first of the files reachable from `path` that does not parse. */
export function faultIn(path: string): { path: string; fault: CellSyntaxError } | undefined {
  for (const [file, { fault }] of reachable(path)) if (fault) return { path: file, fault };
  return undefined;
}

function reachable(path: string, found = new Map<string, OwnFile>()): Map<string, OwnFile> {
  if (found.has(path)) return found;
  const file = read(path);
  if (!file) return found;
  found.set(path, file);
  for (const next of file.imports) reachable(next, found);
  return found;
}

function read(path: string): OwnFile | undefined {
  let stamp: string;
  try {
    const { mtimeMs, size } = statSync(path);
    stamp = `${mtimeMs} ${size}`;
  } catch {
    known.delete(path);
    return undefined;
  }
  const before = known.get(path);
  if (before?.stamp === stamp && stillLeadsThere(before, dirname(path))) return before;
  const file = { stamp, ...scan(path) };
  known.set(path, file);
  return file;
}

/** A file may have come to be, or have gone. */
const stillLeadsThere = ({ imports, missing }: OwnFile, folder: string): boolean =>
  imports.every((path) => existsSync(path)) && !missing.some((specifier) => findOwnFile(specifier, folder));

function scan(path: string): Omit<OwnFile, 'stamp'> {
  if (!SCRIPT.test(path)) return { imports: [], missing: [] };
  try {
    const language = /ts$/.test(path) ? 'typescript' : 'javascript';
    const { program } = toJavaScript(readFileSync(path, 'utf8'), { language, folder: dirname(path) });
    const named = [...new Set(specifiers(program).filter(isRelative))];
    const found = named.map((specifier) => findOwnFile(specifier, dirname(path)));
    return {
      imports: found.filter((file) => file !== undefined),
      missing: named.filter((_, i) => found[i] === undefined),
    };
  } catch (error) {
    return { imports: [], missing: [], ...(error instanceof CellSyntaxError && { fault: error }) };
  }
}

function specifiers(program: Node): string[] {
  const found: string[] = [];
  const add = (node: Node | null | undefined): void => {
    if (node?.type === 'Literal' && typeof (node as Literal).value === 'string')
      found.push((node as Literal).value as string);
  };
  full(program, (node) => {
    if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type))
      add((node as Node & { source?: Node | null }).source);
    else if (node.type === 'CallExpression') {
      const { callee, arguments: given } = node as CallExpression;
      if (callee.type === 'Identifier' && callee.name === 'require') add(given[0]);
    }
  });
  return found;
}
