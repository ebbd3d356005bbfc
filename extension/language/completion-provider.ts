import * as vscode from 'vscode';
import type { LanguageCompletion } from '../../protocol/language.js';
import { rangeIn } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import type { ServedNotebooks } from './served-notebooks.js';

export const COMPLETION_TRIGGERS = ['.', '"', "'", '`', '/', '@'];

const { CompletionItemKind: Kind } = vscode;
const KINDS: Record<string, vscode.CompletionItemKind> = {
  const: Kind.Constant,
  let: Kind.Variable,
  var: Kind.Variable,
  'local var': Kind.Variable,
  parameter: Kind.Variable,
  function: Kind.Function,
  'local function': Kind.Function,
  method: Kind.Method,
  property: Kind.Field,
  getter: Kind.Field,
  setter: Kind.Field,
  class: Kind.Class,
  interface: Kind.Interface,
  type: Kind.Class,
  'type parameter': Kind.TypeParameter,
  enum: Kind.Enum,
  'enum member': Kind.EnumMember,
  module: Kind.Module,
  'external module name': Kind.Module,
  keyword: Kind.Keyword,
  alias: Kind.Reference,
  string: Kind.Constant,
  directory: Kind.Folder,
  script: Kind.File,
};

class CellCompletion extends vscode.CompletionItem {
  constructor(
    readonly document: vscode.TextDocument,
    readonly position: vscode.Position,
    readonly of: LanguageCompletion,
  ) {
    super(
      of.importFrom ? { label: of.name, description: of.importFrom } : of.name,
      KINDS[of.kind] ?? Kind.Property,
    );
    this.sortText = of.sortText;
    if (of.insertText !== undefined) this.insertText = of.insertText;
    if (of.deprecated) this.tags = [vscode.CompletionItemTag.Deprecated];
    if (!of.replaces) return;
    this.range = rangeIn(document, of.replaces);
    const word = document.getWordRangeAtPosition(position)?.start ?? position;
    const before = new vscode.Range(this.range.start, word);
    // VS Code compares with all that is replaced, such as the dot that becomes `?.`.
    this.filterText = before.isEmpty ? of.name : document.getText(before) + of.name;
  }
}

/** What may be written at a place in a cell, with names that would have to be imported. */
export class CompletionProvider implements vscode.CompletionItemProvider<CellCompletion> {
  constructor(
    private readonly client: LanguageClient,
    private readonly served: ServedNotebooks,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<CellCompletion[] | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const found = await this.client.ask(
      'completions',
      cell.notebook,
      this.client.at(cell.notebook, document, position),
      token,
    );
    return found?.map((of) => new CellCompletion(document, position, of));
  }

  async resolveCompletionItem(
    item: CellCompletion,
    token: vscode.CancellationToken,
  ): Promise<CellCompletion> {
    const { document, position, of } = item;
    const cell = this.served.cellOf(document);
    if (!cell) return item;
    const { name, importFrom, importAll } = of;
    const at = this.client.at(cell.notebook, document, position);
    const details = await this.client.ask(
      'details',
      cell.notebook,
      { ...at, name, importFrom, importAll },
      token,
    );
    if (!details) return item;
    item.detail = details.signature;
    item.documentation = new vscode.MarkdownString(details.documentation);
    const here = details.edits.filter((edit) => !('path' in edit) && edit.cell === at.cell);
    if (here.length > 0)
      item.additionalTextEdits = here.map((edit) =>
        vscode.TextEdit.replace(
          'path' in edit ? new vscode.Range(0, 0, 0, 0) : rangeIn(document, edit),
          edit.text,
        ),
      );
    return item;
  }
}
