import ts from 'typescript6';
import type { CellLanguage } from '../../protocol/language.js';

/** Parses a text as a module, so that `await` may stand at its top. */
export function parseText(text: string, language: CellLanguage): ts.SourceFile {
  const kind = language === 'javascript' ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return ts.createSourceFile(
    `cell.${language === 'javascript' ? 'js' : 'ts'}`,
    text,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      setExternalModuleIndicator: (file) => {
        (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
      },
    },
    false,
    kind,
  );
}
