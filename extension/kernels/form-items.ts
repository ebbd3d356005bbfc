import * as vscode from 'vscode';
import type { InputForm } from '../../protocol/input.js';
import { sliderStops } from './slider-stops.js';

type Item = vscode.QuickPickItem & { answer: string };

/** Files that are offered before another is looked for. */
const MOST_FILES = 200;
const WIDTH = 24;

/** The stops of a slider, the largest first, so that the arrow up makes it larger. */
export function sliderItems(form: Extract<InputForm, { kind: 'slider' }>, standing?: string): Item[] {
  const digits = Math.max(
    0,
    ...[form.min, form.step].map((each) => (String(each).split('.')[1] ?? '').length),
  );
  return sliderStops(form, Number(standing))
    .reverse()
    .map((stop) => {
      const full = Math.round(((stop - form.min) / (form.max - form.min)) * WIDTH);
      // With as many digits each, so that the bars stand below each other.
      const fixed = stop.toFixed(Math.min(digits, 12));
      return {
        label: Number(fixed) === stop ? fixed : String(stop),
        answer: String(stop),
        description: '█'.repeat(full) + '░'.repeat(WIDTH - full),
      };
    });
}

/** The files of the workspace that a question asks for, its own answer first. */
export async function pickFile(
  { endings }: Extract<InputForm, { kind: 'file' }>,
  standing: string | undefined,
): Promise<Item[]> {
  const pattern = endings.length === 0 ? '**/*' : `**/*.{${endings.join(',')}}`;
  const files = await vscode.workspace.findFiles(pattern, '**/{node_modules,.epochbook,.git}/**', MOST_FILES);
  const items = files
    .map((file) => vscode.workspace.asRelativePath(file))
    .map((path, at) => ({ label: path, answer: files[at]?.fsPath ?? path }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (standing === undefined) return items;
  return [{ label: standing, answer: standing, description: vscode.l10n.t('default') }, ...items];
}
