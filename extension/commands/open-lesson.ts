import * as path from 'node:path';
import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';
import { editorLocale } from '../kernels/launch-options.js';
import { copiesIn, copyLesson } from '../lesson-copy.js';
import { type Lesson, lessons } from '../lessons.js';

interface LessonItem extends vscode.QuickPickItem {
  lesson: Lesson;
}

/** Lets the student pick a lesson and a folder, and opens a copy there: a new one, or one that they have begun. */
export async function openLesson(extensionPath: string): Promise<void> {
  const lesson = (await chooseLesson())?.lesson;
  if (!lesson) return;
  const source = path.join(extensionPath, 'dist', 'lessons', editorLocale(), lesson.file);
  let near = vscode.workspace.workspaceFolders?.[0]?.uri;
  for (;;) {
    const folder = await chooseFolder(near);
    if (!folder) return;
    near = folder;
    try {
      const copy = await chooseCopy(source, folder.fsPath, lesson);
      if (copy) await open(copy);
      return;
    } catch (error) {
      if (!(await wantsAnotherFolder(folder.fsPath, error))) return;
    }
  }
}

/** The lecture and the other lessons name it by this number. */
const numberOf = ({ file }: Lesson): number => Number.parseInt(file, 10);

function chooseLesson(): Thenable<LessonItem | undefined> {
  const items = lessons().map(
    (lesson): LessonItem => ({
      label: `${numberOf(lesson)}. ${lesson.title}`,
      description: vscode.l10n.t('{0} min', lesson.minutes),
      detail: lesson.teaches,
      lesson,
    }),
  );
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Open a Lesson'),
    placeHolder: vscode.l10n.t('Which lesson? A copy of it is made for you.'),
    matchOnDetail: true,
  });
}

async function chooseFolder(near: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: near,
      title: vscode.l10n.t('Folder for your copy of the lesson'),
      openLabel: vscode.l10n.t('Copy here'),
    })) ?? [];
  return folder;
}

/** The path of the copy to open. A student who has begun the lesson in this folder is asked whether to go on with it. */
async function chooseCopy(
  source: string,
  folder: string,
  { file, formerly = file }: Lesson,
): Promise<string | undefined> {
  const copies = await copiesIn(folder, [file, formerly]);
  if (copies.length === 0) return copyLesson(source, folder);
  const time = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const begun = copies.map((copy) => ({
    label: `$(notebook) ${path.basename(copy.path)}`,
    description: vscode.l10n.t('changed {0}', time.format(copy.changedAt)),
    path: copy.path,
  }));
  const fresh = { label: `$(new-file) ${vscode.l10n.t('A new copy')}`, path: undefined };
  const choice = await vscode.window.showQuickPick([...begun, fresh], {
    title: vscode.l10n.t('Open a Lesson'),
    placeHolder: vscode.l10n.t('You have begun this lesson here. Go on with your copy, or take a new one?'),
  });
  return choice === fresh ? copyLesson(source, folder) : choice?.path;
}

async function open(copy: string): Promise<void> {
  const uri = vscode.Uri.file(copy);
  await vscode.commands.executeCommand('vscode.openWith', uri, NOTEBOOK_TYPE, { preview: false });
}

async function wantsAnotherFolder(folder: string, error: unknown): Promise<boolean> {
  const another = vscode.l10n.t('Choose Another Folder');
  const reason = reasonOf(error);
  const message = vscode.l10n.t('The lesson could not be copied to {0}: {1}', folder, reason);
  return (await vscode.window.showErrorMessage(message, another)) === another;
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return vscode.l10n.t('you may not write into this folder.');
    case 'ENOSPC':
      return vscode.l10n.t('the disk is full.');
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
