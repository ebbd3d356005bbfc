import ts from 'typescript6';
import type { CellRange, LanguageEdit, RenameAnswer } from '../../protocol/language.js';
import { say } from '../../words/index.js';
import type { GivenTypes } from './given-types.js';
import type { NotebookProject } from './notebook-project.js';
import { distinct, placeOf } from './places.js';

/** The range of what would be renamed, or why it cannot be. */
export function renamable(project: NotebookProject, position: number): CellRange | { refused: string } {
  const info = project.service.getRenameInfo(project.path, position, {});
  if (!info.canRename) return { refused: info.localizedErrorMessage };
  const { start, length } = info.triggerSpan;
  return project.document.positions.toCell(start, start + length) ?? { refused: notHere() };
}

const notHere = (): string =>
  say('There is no name here that can be renamed.', '여기에는 이름을 바꿀 수 있는 것이 없습니다.');

/** All places of a name in cells and in the student's own files. */
export function rename(
  project: NotebookProject,
  given: GivenTypes,
  position: number,
  newName: string,
): RenameAnswer {
  const name = newName.trim();
  if (!isName(name)) {
    return {
      refused: say(
        `"${name}" is no name that JavaScript allows.`,
        `"${name}"은(는) JavaScript에서 쓸 수 있는 이름이 아닙니다.`,
      ),
    };
  }
  const { document, service, path } = project;
  if (document.declared.has(name)) {
    return {
      refused: say(
        `A cell declares or imports "${name}" already. Choose another name.`,
        `이미 "${name}"을(를) 선언하거나 가져오는 셀이 있습니다. 다른 이름을 고르세요.`,
      ),
    };
  }
  const info = renamable(project, position);
  if ('refused' in info) return info;
  const found = service.findRenameLocations(path, position, false, false, {
    providePrefixAndSuffixTextForRename: true,
  });
  const edits: LanguageEdit[] = [];
  for (const { fileName, textSpan, prefixText = '', suffixText = '' } of found ?? []) {
    const place = placeOf(project, fileName, textSpan);
    const isOurs = fileName !== path && (given.has(fileName) || fileName.includes('/node_modules/'));
    if (!place || isOurs) return { refused: tooFar(isOurs) };
    edits.push({ ...place, text: `${prefixText}${name}${suffixText}` });
    if (fileName !== path) continue;
    for (const { shorthand, ...alias } of document.positions.aliasesOf(textSpan.start)) {
      const before = project.document.text.slice(textSpan.start, textSpan.start + textSpan.length);
      edits.push({ ...alias, text: shorthand ? `${before} as ${name}` : name });
    }
  }
  return edits.length > 0 ? { edits: distinct(edits) } : { refused: notHere() };
}

const tooFar = (isOurs: boolean): string =>
  isOurs
    ? say(
        'This name belongs to a package, which is not changed from here.',
        '이 이름은 패키지의 것이라 여기서 바꾸지 않습니다.',
      )
    : say(
        'This name is imported anew in a cell after another meaning of it. Rename it there first.',
        '이 이름은 다른 뜻으로 쓰인 뒤 어떤 셀에서 다시 가져옵니다. 먼저 그 셀에서 이름을 바꾸세요.',
      );

function isName(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text);
  const token = scanner.scan();
  const isReserved = token <= ts.SyntaxKind.LastFutureReservedWord && token !== ts.SyntaxKind.Identifier;
  return !isReserved && token <= ts.SyntaxKind.LastKeyword && scanner.getTokenEnd() === text.length;
}
