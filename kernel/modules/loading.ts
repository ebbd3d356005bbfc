import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodedMap, TraceMap } from '@jridgewell/trace-mapping';
import type { Identifier, Program } from 'acorn';
import { full } from 'acorn-walk';
import { lowerSyntax } from '../cell/lower-syntax.js';
import { toJavaScript } from '../cell/to-javascript.js';
import { findOwnFile, isRelative, versionOf } from './own-files.js';
import { keepMap } from './own-positions.js';

/** Module name → names that it exports. */
export type ProvidedNames = Record<string, string[]>;

export interface LoadedSource {
  format: string;
  source?: string;
  shortCircuit?: boolean;
}

/** What Node tells a hook of an import. */
export interface ImportContext {
  parentURL?: string;
  importAttributes?: { type?: string };
  /** `require` among them where one asks. */
  conditions?: string[];
}

const SCHEME = 'epochbook:';

export const providedUrl = (specifier: string, names: ProvidedNames): string | undefined =>
  specifier in names ? SCHEME + specifier : undefined;

/** Where an import of one file by another leads, with the version of an own file; undefined for what Node finds itself. */
export function resolveFile(specifier: string, parent: string | undefined): string | undefined {
  if (!isRelative(specifier) || !parent?.startsWith('file:')) return undefined;
  const found = findOwnFile(specifier, dirname(fileURLToPath(parent.replace(/[?#].*$/, ''))));
  if (!found) return undefined;
  return /[?&]changed=/.test(parent) ? versionedUrl(found) : pathToFileURL(found).href;
}

/** To Node a file that was edited since is another module, so that running the cell again sees the edit. */
export const versionedUrl = (path: string): string =>
  `${pathToFileURL(path).href}?changed=${versionOf(path)}`;

/** The source of a provided module, of a TypeScript file or of JSON; undefined for what Node loads itself. */
export function loadSource(
  url: string,
  names: ProvidedNames,
  { importAttributes, conditions }: ImportContext,
): LoadedSource | undefined {
  if (url.startsWith(SCHEME)) {
    const name = url.slice(SCHEME.length);
    return { format: 'module', source: providedSource(name, names[name] ?? []), shortCircuit: true };
  }
  const file = url.replace(/[?#].*$/, '');
  if (!file.startsWith('file:')) return undefined;
  const path = fileURLToPath(file);
  const isRequired = conditions?.includes('require') && !conditions.includes('import');
  if (/\.json$/.test(file) && importAttributes?.type !== 'json' && !isRequired)
    return { format: 'module', source: jsonSource(path), shortCircuit: true };
  if (!/\.[cm]?ts$/.test(file)) return undefined;
  const text = readFileSync(path, 'utf8');
  const folder = dirname(path);
  const { code, program, map } = toJavaScript(text, { folder });
  const format = formatOf(path, program);
  // What was rewritten was rewritten for a module.
  const again = map && format === 'commonjs' ? lowerSyntax(text, { folder, as: format }) : undefined;
  keepMap(format === 'commonjs' ? path : url, again?.map ?? map);
  const rewritten = again?.map ?? map;
  const source = again?.code ?? code;
  return { format, source: rewritten ? withMap(source, rewritten, url) : source, shortCircuit: true };
}

/** For a debugger: a file that had to be rewritten names its own lines. */
function withMap(code: string, map: TraceMap | string, url: string): string {
  const decoded = typeof map === 'string' ? new TraceMap(map) : map;
  const json = JSON.stringify({ ...encodedMap(decoded), sources: [url.replace(/[?#].*$/, '')] });
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString('base64')}`;
}

/** As Node tells modules from CommonJS: by the ending, by `type` of the package, by the syntax. */
function formatOf(path: string, program: Program): 'module' | 'commonjs' {
  if (/\.mts$/.test(path)) return 'module';
  if (/\.cts$/.test(path)) return 'commonjs';
  const type = packageType(dirname(path));
  if (type) return type;
  if (program.body.some((statement) => /^(Import|Export)/.test(statement.type))) return 'module';
  return mentions(program, ['require', 'module', 'exports']) ? 'commonjs' : 'module';
}

function mentions(program: Program, names: string[]): boolean {
  let found = false;
  full(program, (node) => {
    found ||= node.type === 'Identifier' && names.includes((node as Identifier).name);
  });
  return found;
}

function packageType(folder: string): 'module' | 'commonjs' | undefined {
  const path = join(folder, 'package.json');
  if (existsSync(path)) {
    try {
      const { type } = JSON.parse(readFileSync(path, 'utf8')) as { type?: unknown };
      return type === 'module' || type === 'commonjs' ? type : undefined;
    } catch {
      return undefined;
    }
  }
  const above = dirname(folder);
  return above === folder ? undefined : packageType(above);
}

const isIdentifier = (name: string): boolean =>
  name !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/** Names exported one by one, whatever else they mean in JavaScript. */
const namedExports = (object: string, names: string[]): string[] =>
  names
    .filter(isIdentifier)
    .map((key, i) => `const _${i} = ${object}[${JSON.stringify(key)}]; export { _${i} as ${key} };`);

function providedSource(name: string, exported: string[]): string {
  return [
    `const provided = globalThis[Symbol.for('epochbook.provided')][${JSON.stringify(name)}];`,
    'export default provided;',
    ...namedExports('provided', exported),
  ].join('\n');
}

/** @throws SyntaxError that names the file. */
function jsonSource(path: string): string {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`);
  }
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  return [
    `const value = JSON.parse(${JSON.stringify(text)});`,
    'export default value;',
    ...namedExports('value', keys),
  ].join('\n');
}
