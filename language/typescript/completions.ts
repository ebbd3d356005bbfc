import ts from 'typescript6';
import type { LanguageCompletion, LanguageDetails } from '../../protocol/language.js';
import type { ImportSuggestions } from './import-suggestions.js';
import { documentation } from './markdown.js';
import type { NotebookProject } from './notebook-project.js';

const PREFERENCES: ts.GetCompletionsAtPositionOptions = {
  includeCompletionsWithInsertText: true,
  includeCompletionsWithSnippetText: false,
  includeAutomaticOptionalChainCompletions: true,
};
/** What is ours in the global scope, and the functions of lowered syntax. */
const HIDDEN = /^__(?:epochbook|[a-z]+$)/i;

/** What may be written at this place. */
export function completionsAt(
  project: NotebookProject,
  position: number,
  suggestions: ImportSuggestions,
): LanguageCompletion[] {
  const found = project.service.getCompletionsAtPosition(project.path, position, PREFERENCES);
  if (!found) return [];
  const names = found.entries
    .filter(({ name }) => !HIDDEN.test(name))
    .map((entry) => completion(project, entry));
  // Some words are a keyword and a name.
  const own = [...new Map(names.map((each) => [each.name, each])).values()];
  const isName = !found.isMemberCompletion && found.isGlobalCompletion;
  return isName ? [...own, ...suggestions.completions(new Set(own.map(({ name }) => name)))] : own;
}

function completion(project: NotebookProject, entry: ts.CompletionEntry): LanguageCompletion {
  const { name, kind, sortText, insertText, replacementSpan: span, kindModifiers } = entry;
  const replaced = span && project.document.positions.toCell(span.start, span.start + span.length);
  return {
    name,
    kind,
    sortText,
    ...(insertText !== undefined && { insertText }),
    ...(replaced && { replaces: { start: replaced.start, end: replaced.end } }),
    ...(kindModifiers?.includes('deprecated') && { deprecated: true }),
  };
}

/** The signature and documentation of one of them. */
export function completionDetails(
  project: NotebookProject,
  position: number,
  name: string,
): LanguageDetails | null {
  const found = project.service.getCompletionEntryDetails(
    project.path,
    position,
    name,
    undefined,
    undefined,
    PREFERENCES,
    undefined,
  );
  if (!found) return null;
  return {
    signature: ts.displayPartsToString(found.displayParts),
    documentation: documentation(found.documentation, found.tags),
    edits: [],
  };
}
