import * as vscode from 'vscode';
import { isForEpochbook, LANGUAGES, NOTEBOOK_TYPE } from '../controller.js';
import { type SnippetName, snippets, startsLine } from './snippets.js';

const WORD = /[\w-]+/;

/** Snippets in the cells of notebooks that are ours; other files of TypeScript have none of them. */
export function registerSnippets(): vscode.Disposable {
  const selector = LANGUAGES.map((language) => ({ language, notebookType: NOTEBOOK_TYPE }));
  return vscode.languages.registerCompletionItemProvider(selector, {
    provideCompletionItems(document, position) {
      const isOn = vscode.workspace.getConfiguration('epochbook', document.uri).get('snippets') !== false;
      const before = document.lineAt(position).text.slice(0, position.character);
      if (!isOn || !startsLine(before) || !isOurs(document)) return [];
      const range = document.getWordRangeAtPosition(position, WORD);
      const words = descriptions();
      return snippets.map(({ name, body }) => {
        const item = new vscode.CompletionItem(
          { label: name, description: words[name] },
          vscode.CompletionItemKind.Snippet,
        );
        item.insertText = new vscode.SnippetString(body);
        item.documentation = new vscode.MarkdownString().appendCodeblock(plain(body), 'typescript');
        // Behind the names of the notebook.
        item.sortText = `~${name}`;
        if (range) item.range = range;
        return item;
      });
    },
  });
}

function isOurs(document: vscode.TextDocument): boolean {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  return notebook !== undefined && isForEpochbook(notebook);
}

/** The code with its defaults filled in. */
const plain = (body: string): string =>
  body
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace('$0', '')
    .trimEnd();

function descriptions(): Record<SnippetName, string> {
  return {
    'dense-model': vscode.l10n.t('a net of dense layers'),
    'conv-model': vscode.l10n.t('a convolutional net for images'),
    compile: vscode.l10n.t('optimizer, loss and metrics'),
    fit: vscode.l10n.t('train, with a part for validation'),
    'fit-callbacks': vscode.l10n.t('train with early stopping, learning rate and checkpoint'),
    'early-stopping': vscode.l10n.t('callback: stop when it gets no better'),
    'reduce-lr': vscode.l10n.t('callback: cut the learning rate on a plateau'),
    checkpoint: vscode.l10n.t('callback: keep the best model in a file'),
    dropout: vscode.l10n.t('layer: dropout'),
    'batch-norm': vscode.l10n.t('layer: batch normalization'),
    l2: vscode.l10n.t('option of a layer: L2 regularization'),
    evaluate: vscode.l10n.t('loss and accuracy of test data'),
    'tf-import': vscode.l10n.t('imports and a seed'),
  };
}
