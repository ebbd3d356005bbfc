import * as vscode from 'vscode';
import type { LanguageSymbol } from '../../protocol/language.js';
import { rangeIn } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import type { ServedNotebooks } from './served-notebooks.js';

const { SymbolKind: Kind } = vscode;
const KINDS: Record<string, vscode.SymbolKind> = {
  const: Kind.Constant,
  let: Kind.Variable,
  function: Kind.Function,
  class: Kind.Class,
  interface: Kind.Interface,
  enum: Kind.Enum,
  type: Kind.TypeParameter,
  module: Kind.Module,
  method: Kind.Method,
  constructor: Kind.Constructor,
  property: Kind.Property,
};
const BUILT_IN = 'vscode.typescript-language-features';

/** What cells declare. VS Code's own service knows that too; so ours speaks only where that one is switched off. */
export class SymbolProvider implements vscode.DocumentSymbolProvider {
  constructor(
    private readonly client: LanguageClient,
    private readonly served: ServedNotebooks,
  ) {}

  async provideDocumentSymbols(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentSymbol[] | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell || vscode.extensions.getExtension(BUILT_IN)) return undefined;
    const { notebook, cell: id } = this.client.at(cell.notebook, document, new vscode.Position(0, 0));
    const found = await this.client.ask('symbols', cell.notebook, { notebook, cell: id }, token);
    return found?.map((symbol) => symbolOf(document, symbol));
  }
}

function symbolOf(document: vscode.TextDocument, symbol: LanguageSymbol): vscode.DocumentSymbol {
  const { name, kind, nameStart, nameEnd, children } = symbol;
  const at = rangeIn(document, { start: nameStart, end: nameEnd });
  const shown = new vscode.DocumentSymbol(
    name,
    '',
    KINDS[kind] ?? Kind.Variable,
    rangeIn(document, symbol),
    at,
  );
  shown.children = children.map((child) => symbolOf(document, child));
  return shown;
}
