/** A declaration at the top of a cell. */
const DECLARED =
  /^(?:export\s+)?(?:const|let|class|(?:async\s+)?function\*?)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
const IMPORTED = /^import\s+(?!type\b)([^'"]+?)\s+from\b/gm;

/**
 * Names that several cells declare or import: cells may, a plain program may not. Read off the beginnings of lines, so it
 * is a hint and no proof.
 */
export function repeatedNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const cell of cells) for (const name of namesOf(cell)) (seen.has(name) ? repeated : seen).add(name);
  return [...repeated];
}

function namesOf(cell: string): Set<string> {
  const declared = [...cell.matchAll(DECLARED)].map(([, name]) => name as string);
  const imported = [...cell.matchAll(IMPORTED)].flatMap(([, clause = '']) =>
    clause
      .split(/[{},]/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && !part.startsWith('type '))
      .map((part) => part.split(/\s+as\s+/).at(-1) as string),
  );
  return new Set([...declared, ...imported]);
}
