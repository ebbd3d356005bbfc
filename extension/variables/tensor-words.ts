import * as vscode from 'vscode';
import type { TensorAccount } from '../../protocol/variables.js';

type Left = NonNullable<TensorAccount['left']>;

const MOST_NAMES = 3;

function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1023.5 ? `${kilo.toPrecision(3)} KB` : `${Number((kilo / 1024).toPrecision(3))} MB`;
}

const namesOf = ({ replaced }: Left): string => {
  const names = replaced.map(({ name }) => name);
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')}, …` : names.join(', ');
};

/** "Re-run: 14 tensors of the earlier model stay in memory". */
export function tensorItemText({ left }: TensorAccount): string {
  if (!left) return '';
  const replaced = left.replaced.reduce((sum, { tensors }) => sum + tensors, 0);
  if (replaced === 0) return vscode.l10n.t('Left in memory by each run: {0} (tensors)', left.others);
  return vscode.l10n.t('Earlier values stay in memory: {0} (tensors: {1})', namesOf(left), replaced);
}

/** What happened, why, and what to write. */
export function tensorItemTooltip(account: TensorAccount): string {
  const { left } = account;
  if (!left) return '';
  const parts: string[] = [];
  if (left.replaced.length > 0) {
    const rows = left.replaced
      .slice(0, 12)
      .map(({ name, tensors, bytes }) => `  ${name}: ${tensors}, ${bytesText(bytes)}`)
      .join('\n');
    const [first = { name: '' }] = left.replaced;
    parts.push(
      vscode.l10n.t(
        'The cell made new values for these names. TensorFlow.js keeps the tensors of the earlier ones until they are disposed:',
      ),
      rows,
      vscode.l10n.t(
        'Where that is too much, dispose of them before the cell runs again: {0}.dispose()',
        first.name,
      ),
    );
  }
  if (left.others > 0)
    parts.push(
      vscode.l10n.t(
        'Tensors that this run has made and no variable holds, as results in between: {0}. Compute within tf.tidy(() => …), which frees all but what it returns, or call dispose().',
        left.others,
      ),
    );
  parts.push(
    vscode.l10n.t(
      'The Variables view counts tensors for each cell. The setting epochbook.tensorHints switches this line off.',
    ),
  );
  return parts.join('\n\n');
}
