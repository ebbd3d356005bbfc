import * as vscode from 'vscode';
import { checkpointCells } from './checkpoint-cells.js';
import { registerEngineCommands } from './commands/engine-commands.js';
import { registerExportHtml } from './commands/export-html.js';
import { registerKernelCommands } from './commands/kernel-commands.js';
import { newTraining } from './commands/new-training.js';
import { newWorkbook } from './commands/new-workbook.js';
import { openLesson } from './commands/open-lesson.js';
import { registerTensorBoard } from './commands/open-tensorboard.js';
import { createController } from './controller.js';
import { registerDebugging } from './debugging/register-debugging.js';
import { showEarlierKernel } from './earlier-kernel.js';
import { showEngineHints } from './engine-hint/engine-hints.js';
import { ToldHints } from './engine-hint/told-hints.js';
import { exerciseHints } from './exercise-hints.js';
import { ExerciseWatch } from './exercises/exercise-watch.js';
import { registerExercises } from './exercises/register-exercises.js';
import { registerGrading } from './grading/register-grading.js';
import { KeptPictures } from './kept-pictures/kept-pictures.js';
import { ChosenNotebooks } from './kernels/chosen-notebooks.js';
import { forgetCleared } from './kernels/cleared-outputs.js';
import { closeWithTab } from './kernels/close-with-tab.js';
import { showElsewhere } from './kernels/elsewhere-signs.js';
import { FollowNotebook } from './kernels/follow-notebook.js';
import { registerEndInput } from './kernels/input-box.js';
import { KeptKernels } from './kernels/kept-kernels.js';
import { launchOptions } from './kernels/launch-options.js';
import { NotebookKernels } from './kernels/notebook-kernels.js';
import { ResumeKernels } from './kernels/resume-kernels.js';
import { registerLanguage } from './language/register-language.js';
import { resumeRuns } from './lost-runs/resume-run.js';
import { pictureFiles } from './picture-files.js';
import { registerRunHistory } from './run-history/register-run-history.js';
import { RunningCellLink } from './running-cell-link.js';
import { settleOpened } from './saved-runs/settle-opened.js';
import { registerScripts } from './scripts/register-scripts.js';
import { registerSnippets } from './snippets/register-snippets.js';
import { KernelStatusBar } from './status-bar.js';
import { TrainingLink } from './training-link.js';
import { registerVariables } from './variables/register-variables.js';

let kernels: NotebookKernels | undefined;

/** Registers everything; starts nothing. */
export function activate(context: vscode.ExtensionContext): void {
  const told = new ToldHints(context.workspaceState);
  const kept = new KeptKernels(context);
  kernels = new NotebookKernels((notebook) => {
    const news = told.newsFor(notebook.uri.toString());
    return launchOptions(notebook, context.extensionPath, news, kept.launch(notebook));
  });
  const open = kernels;
  const controller = createController(open);
  const chosen = new ChosenNotebooks(controller, context.extension.id);
  const resumed = new ResumeKernels(open, kept, controller, chosen, context.extensionPath);
  const pictures = new KeptPictures(open, context);
  const watch = new ExerciseWatch(open);
  const language = registerLanguage(controller, context.extensionPath);

  context.subscriptions.push(
    controller,
    language,
    new KernelStatusBar(open, controller),
    new RunningCellLink(open),
    new TrainingLink(open),
    showEngineHints(open, told),
    registerVariables(open, context.extensionUri),
    checkpointCells(),
    pictureFiles((editor, renderer, json) => pictures.keep(editor.notebook, renderer, json)),
    pictures,
    exerciseHints(open),
    watch,
    registerExercises(watch),
    registerGrading(context, watch),
    registerKernelCommands(open, controller),
    registerDebugging(open, controller, chosen),
    registerEndInput(),
    registerEngineCommands(open, context.extensionPath, language),
    vscode.commands.registerCommand('epochbook.newWorkbook', newWorkbook),
    vscode.commands.registerCommand('epochbook.newTraining', newTraining),
    registerScripts(),
    registerExportHtml(open, context.extensionPath),
    registerSnippets(),
    vscode.commands.registerCommand('epochbook.openSample', () => openLesson(context.extensionPath)),
    registerTensorBoard(context),
    chosen,
    new FollowNotebook(open, chosen),
    resumed,
    showElsewhere(open),
    closeWithTab(open),
    forgetCleared(open),
    resumeRuns(open, controller),
    settleOpened(context.extensionPath, open, (notebook) => resumed.shown(notebook)),
    showEarlierKernel(open),
    registerRunHistory(context, open),
  );
}

/** Leaves, or ends, the kernels of this window: nobody says whether it is closed or comes back in a moment. */
export function deactivate(): Promise<void> | undefined {
  return kernels?.leaveAll();
}
