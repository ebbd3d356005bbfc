import * as vscode from 'vscode';
import { locationOf, rangeIn, workspaceEdit } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import type { ServedNotebooks } from './served-notebooks.js';
import { asMarkdown } from './signature-markdown.js';

/** What is said of a name, where it is declared and used, and its renaming. */
export class PlaceProviders
  implements
    vscode.HoverProvider,
    vscode.SignatureHelpProvider,
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.RenameProvider
{
  constructor(
    private readonly client: LanguageClient,
    private readonly served: ServedNotebooks,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const found = await this.client.ask(
      'hover',
      cell.notebook,
      this.client.at(cell.notebook, document, position),
      token,
    );
    if (!found) return undefined;
    const range = found.end > found.start ? rangeIn(document, found) : undefined;
    return new vscode.Hover(asMarkdown(found.signature, found.documentation), range);
  }

  async provideSignatureHelp(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.SignatureHelp | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const at = this.client.at(cell.notebook, document, position);
    const found = await this.client.ask('signatures', cell.notebook, at, token);
    if (!found) return undefined;
    const help = new vscode.SignatureHelp();
    help.activeSignature = found.active;
    help.activeParameter = found.activeParameter;
    help.signatures = found.signatures.map(({ label, documentation, parameters }) => {
      const signature = new vscode.SignatureInformation(label, new vscode.MarkdownString(documentation));
      signature.parameters = parameters.map(
        ({ start, end, documentation: said }) =>
          new vscode.ParameterInformation([start, end], new vscode.MarkdownString(said)),
      );
      return signature;
    });
    return help;
  }

  provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    return this.places('definition', document, position, token);
  }

  provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    _context: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    return this.places('references', document, position, token);
  }

  private async places(
    method: 'definition' | 'references',
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const { notebook } = cell;
    const found = await this.client.ask(
      method,
      notebook,
      this.client.at(notebook, document, position),
      token,
    );
    return found?.map((place) => locationOf(notebook, place)).filter((place) => place !== undefined);
  }

  /** @throws Error with the reason, which VS Code shows at the name. */
  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Range | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const at = this.client.at(cell.notebook, document, position);
    const found = await this.client.ask('prepareRename', cell.notebook, at, token);
    if (found && 'refused' in found)
      throw new Error(found.refused || vscode.l10n.t('There is no name here.'));
    // Of an import that is made again, the range is that of the first.
    return found?.cell === at.cell ? rangeIn(document, found) : document.getWordRangeAtPosition(position);
  }

  /** @throws Error with the reason, which VS Code shows. */
  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const cell = this.served.cellOf(document);
    if (!cell) return undefined;
    const at = this.client.at(cell.notebook, document, position);
    const found = await this.client.ask('rename', cell.notebook, { ...at, newName }, token);
    if (!found) return undefined;
    if ('refused' in found) throw new Error(found.refused);
    return workspaceEdit(cell.notebook, found.edits);
  }
}
