import type * as vscode from 'vscode';

/** A renderer of the manifest. */
export interface RendererKind {
  id: string;
  /** Of its file in `dist/renderers`. */
  name: string;
  /** What it draws, for people, in the language of the editor. */
  words: string;
  mimes: string[];
}

interface Contributed {
  id: string;
  displayName: string;
  entrypoint: string;
  mimeTypes: string[];
}

/** What renderers the extension brings, as its manifest tells. */
export function rendererKinds({ packageJSON }: vscode.Extension<unknown>): RendererKind[] {
  const { notebookRenderer } = packageJSON.contributes as { notebookRenderer: Contributed[] };
  return notebookRenderer.map(({ id, displayName, entrypoint, mimeTypes }) => ({
    id,
    name: /([^/]+)\.js$/.exec(entrypoint)?.[1] ?? '',
    words: displayName.replace(/^Epochbook\s+(.)/, (_, first: string) => first.toUpperCase()),
    mimes: mimeTypes,
  }));
}
