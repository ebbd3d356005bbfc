import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import ts from 'typescript6';
import { namesOf } from '../document/index.js';

interface FileExports {
  stamp: string;
  names: string[];
}

const known = new Map<string, FileExports>();
/** Nobody exports by way of more files. */
const DEPTH = 4;

/** What a file exports by name, read off its text, with what it passes on of files beside it. */
export function exportedNames(path: string, depth = DEPTH): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > 1_000_000) return [];
  const stamp = `${stat.mtimeMs} ${stat.size}`;
  const before = known.get(path);
  if (before?.stamp === stamp) return before.names;
  const names = [...new Set(read(path, depth))].filter((name) => name !== 'default');
  known.set(path, { stamp, names });
  return names;
}

function read(path: string, depth: number): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext);
  return file.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return isExported(statement) ? namesOf(statement) : [];
    const { exportClause, moduleSpecifier } = statement;
    if (exportClause && ts.isNamedExports(exportClause))
      return exportClause.elements.map(({ name }) => name.text);
    if (exportClause) return [exportClause.name.text];
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || depth === 0) return [];
    const next = beside(path, moduleSpecifier.text);
    return next ? exportedNames(next, depth - 1) : [];
  });
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

function beside(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = `${dirname(path)}/${specifier}`;
  const bare = base.replace(/\.([cm]?)js$/, '');
  const endings = ['.ts', '.d.ts', '.mts', '.js', '.mjs', '/index.ts', '/index.d.ts', '/index.js'];
  return [base, ...endings.map((ending) => bare + ending)].find(
    (each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true,
  );
}
