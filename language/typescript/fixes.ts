import ts from 'typescript6';
import type { LanguageEdit, LanguageFix } from '../../protocol/language.js';
import { say } from '../../words/index.js';
import type { ImportSuggestions } from './import-suggestions.js';
import type { NotebookProject } from './notebook-project.js';
import { placeOf } from './places.js';

const UNKNOWN_NAME = new Set([2304, 2503, 2552]);
/** TypeScript's own mendings that make sense in cells. */
const KINDS = new Set([
  'spelling',
  'addMissingAwait',
  'fixAwaitInSyncFunction',
  'forgottenThisPropertyAccess',
]);
const FORMAT: ts.FormatCodeSettings = { ...ts.getDefaultFormatCodeSettings('\n'), indentSize: 2 };

/** What mends the mistakes at this place. */
export function fixesAt(
  project: NotebookProject,
  cell: string,
  position: number,
  suggestions: ImportSuggestions,
): LanguageFix[] {
  const { service, path } = project;
  const here = service
    .getSemanticDiagnostics(path)
    .filter(({ start = -1, length = 0 }) => start <= position && position <= start + length);
  return here.flatMap(({ code, start = 0, length = 0 }) => {
    const name = project.document.text.slice(start, start + length);
    const imports = UNKNOWN_NAME.has(code) ? suggestions.named(name) : [];
    const own = service.getCodeFixesAtPosition(path, start, start + length, [code], FORMAT, {});
    return [
      ...imports.map((source) => ({
        title: say(`Import "${name}" from '${source.from}'`, `'${source.from}'에서 "${name}" 가져오기`),
        edits: suggestions.edits(cell, source),
        preferred: imports.length === 1,
      })),
      ...own.filter(({ fixName }) => KINDS.has(fixName)).flatMap((action) => fixOf(project, action)),
    ];
  });
}

function fixOf(project: NotebookProject, { description, changes }: ts.CodeFixAction): LanguageFix[] {
  const edits: LanguageEdit[] = [];
  for (const { fileName, textChanges } of changes) {
    for (const { span, newText } of textChanges) {
      const place = placeOf(project, fileName, span);
      if (!place) return [];
      edits.push({ ...place, text: newText });
    }
  }
  return edits.length > 0 ? [{ title: description, edits, preferred: false }] : [];
}
