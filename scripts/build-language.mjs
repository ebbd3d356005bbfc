// dist/language: the declarations that need no install, out of the packages that we build with, and the plug-in that keeps
// VS Code's own TypeScript service out of our cells.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript6';
import { repository } from './repository.mjs';

const out = join(repository, 'dist', 'language');
const given = join(repository, 'language', 'given');
const packages = join(repository, 'node_modules');
/** Parts of Node that cells use, and whose comments people read; those of the others are most of what there is to parse. */
const READ_OF_NODE =
  /^(?:assert|buffer|child_process|console|events|fs|globals|module|os|path|perf_hooks|process|readline|timers|url|util)\b/;
const library = join(repository, 'dist', 'types');

/** Copies what the types of cells are made of, and no file more. The types of the library have to be there. */
export async function copyTypes() {
  await cp(given, join(out, 'types'), { recursive: true });
  await copyFolder(join(packages, '@types', 'node'), join(out, 'types', 'node'));
  await copyFolder(join(packages, 'undici-types'), join(out, 'types', 'undici-types'));
  await Promise.all(reachable().map(copyType));
  for (const name of ['tfjs-core', 'tfjs-layers', 'tfjs-data', 'tfjs-converter'])
    await write(join(out, 'types', name, 'index.d.ts'), "export * from './dist/index';\n");
  await copyLibraries('lib.esnext.d.ts', new Set());
  const korean = join(packages, 'typescript6', 'lib', 'ko', 'diagnosticMessages.generated.json');
  await write(join(out, 'lib', 'ko.json'), await readFile(korean, 'utf8'));
}

/** The plug-in, where VS Code looks for it: in the extension's own `node_modules`. */
export async function placeMute() {
  const folder = join(packages, 'epochbook-mute');
  const manifest = { name: 'epochbook-mute', version: '1.0.0', main: 'index.js', private: true };
  await write(join(folder, 'package.json'), JSON.stringify(manifest));
  await cp(join(out, 'mute.cjs'), join(folder, 'index.js'));
}

/** The files of packages, and of the library, that a cell which imports everything would load. */
function reachable() {
  const options = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    lib: ['lib.esnext.d.ts'],
    types: [],
    skipLibCheck: true,
    paths: { 'epochbook-engine/*': [join(library, 'engine', '*')] },
  };
  const entries = [join(given, 'tfjs', 'index.d.ts'), join(library, 'library', 'index.d.ts')];
  const program = ts.createProgram(entries, options);
  return program.getSourceFiles().map(({ fileName }) => fileName.split('/').join(sep));
}

async function copyType(path) {
  const to = placeOf(path);
  if (!to) return;
  const text = await readFile(path, 'utf8');
  // Nobody reads about the schema library in a cell; its comments are most of it.
  await write(join(out, 'types', to), to.startsWith('valibot') ? withoutComments(text) : text);
}

function placeOf(path) {
  if (path.startsWith(library + sep)) return join('epochbook', relative(library, path));
  const [, name, rest] = /node_modules[\\/]@tensorflow[\\/](tfjs-[a-z]+)[\\/](.*)$/.exec(path) ?? [];
  if (name) return join(name, rest);
  return /node_modules[\\/]valibot[\\/]/.test(path) ? join('valibot', 'index.d.ts') : undefined;
}

function withoutComments(text) {
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ESNext);
  const references = text.match(/^\/\/\/ *<reference .*$/gm) ?? [];
  const bare = ts.createPrinter({ removeComments: true }).printFile(file);
  return [...references, bare.replace(/^\/\/\/ *<reference .*\n/gm, '')].join('\n');
}

async function copyLibraries(name, done) {
  if (done.has(name)) return;
  done.add(name);
  const text = await readFile(join(packages, 'typescript6', 'lib', name), 'utf8');
  await write(join(out, 'lib', name), text);
  for (const [, next] of text.matchAll(/<reference lib="([^"]+)"/g))
    await copyLibraries(`lib.${next}.d.ts`, done);
}

async function copyFolder(from, to) {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    // `ts5.6` and the like are for older compilers.
    if (!entry.isFile() || !entry.name.endsWith('.d.ts') || /[\\/]ts\d/.test(path.slice(from.length)))
      continue;
    const name = relative(from, path);
    const text = await readFile(path, 'utf8');
    await write(join(to, name), READ_OF_NODE.test(name) ? text : withoutComments(text));
  }
}

async function write(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
