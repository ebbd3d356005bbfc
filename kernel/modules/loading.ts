import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Module name → names that it exports. */
export type ProvidedNames = Record<string, string[]>;

export interface LoadedSource {
  format: string;
  source?: string;
  shortCircuit?: boolean;
}

const SCHEME = 'epochbook:';

export const providedUrl = (specifier: string, names: ProvidedNames): string | undefined =>
  specifier in names ? SCHEME + specifier : undefined;

/** A relative import without its ending, or with `.js` for a `.ts` file, as TypeScript sources write it. */
export function resolveFile(specifier: string, parent: string | undefined): string | undefined {
  if (!/^\.{1,2}\//.test(specifier) || !parent?.startsWith('file:')) return undefined;
  const path = fileURLToPath(new URL(specifier, parent));
  const candidates = [
    path,
    `${path}.ts`,
    path.replace(/\.(m?)js$/, '.$1ts'),
    `${path}.js`,
    `${path}/index.ts`,
    `${path}/index.js`,
  ];
  const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (!found) return undefined;
  // Its own change time, so that an edited file that an edited file imports is read anew as well.
  return /\.m?[jt]s$/.test(found) && /[?&]changed=/.test(parent)
    ? `${pathToFileURL(found).href}?changed=${statSync(found).mtimeMs}`
    : pathToFileURL(found).href;
}

/** The source of a provided module or of a TypeScript file; undefined for what Node loads itself. */
export function loadSource(
  url: string,
  names: ProvidedNames,
  strip: (source: string) => { code: string },
): LoadedSource | undefined {
  if (url.startsWith(SCHEME)) {
    const name = url.slice(SCHEME.length);
    return { format: 'module', source: providedSource(name, names[name] ?? []), shortCircuit: true };
  }
  const file = url.replace(/[?#].*$/, '');
  if (!file.startsWith('file:') || !/\.m?ts$/.test(file)) return undefined;
  const { code } = strip(readFileSync(fileURLToPath(file), 'utf8'));
  return { format: 'module', source: code, shortCircuit: true };
}

function providedSource(name: string, exported: string[]): string {
  const identifiers = exported.filter(
    (key) => key !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key),
  );
  return [
    `const provided = globalThis[Symbol.for('epochbook.provided')][${JSON.stringify(name)}];`,
    'export default provided;',
    ...identifiers.map(
      (key, i) => `const _${i} = provided[${JSON.stringify(key)}]; export { _${i} as ${key} };`,
    ),
  ].join('\n');
}
