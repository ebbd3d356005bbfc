/** A name that an import statement declares, and the statement that declares it alone. */
interface Imported {
  local: string;
  statement: string;
}

const IMPORT = /^[ \t]*import\s+(?!type\b)([^'";]+?)\s+from\s+(['"])([^'"\n]+)\2/gm;

function importsOf(source: string): Imported[] {
  return [...source.matchAll(IMPORT)].flatMap(([, clause = '', , from = '']) => {
    const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
    const others = clause.replace(/\{[^}]*\}/, '').split(',');
    const names = named.split(',').filter((name) => !/^\s*type\s/.test(name));
    const found = [
      ...names.map((name) => ({
        local:
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? '',
        clause: `{ ${name.trim()} }`,
      })),
      ...others.map((name) => ({ local: name.trim().replace(/^\*\s*as\s+/, ''), clause: name.trim() })),
    ];
    return found
      .filter(({ local }) => local !== '')
      .map(({ local, clause: own }) => ({ local, statement: `import ${own} from '${from}';` }));
  });
}

/**
 * A check with the imports that the teacher's cells above it have made for it, so that what a submission calls `expect` or
 * `tf` is not what the check uses. They stand before its first line, which keeps the numbers of its lines.
 *
 * @param above The teacher's code cells before it.
 */
export function withOwnImports(check: string, above: readonly string[]): string {
  const own = new Set(importsOf(check).map(({ local }) => local));
  const known = new Map(above.flatMap(importsOf).map((imported) => [imported.local, imported.statement]));
  const missing = [...known].filter(([local]) => !own.has(local) && uses(check, local));
  return missing.length === 0 ? check : `${missing.map(([, statement]) => statement).join(' ')} ${check}`;
}

/** As a word, which is not the name of a property. */
const uses = (source: string, name: string): boolean =>
  new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(source);
