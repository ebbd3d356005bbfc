import type { DebugConfiguration } from 'vscode';

/** By which the sessions of a kernel, and those within them, are known. */
export const SESSION_KEY = '__epochbookCell';

interface AttachOptions {
  name: string;
  /** Names the session. */
  key: string;
  address: string;
  /** Where the cells' scripts and their source maps are. */
  cellsFolder: string;
  /** The notebook's, with files that cells import. */
  folder: string;
  /** Our own code. */
  ownFolder: string;
  justMyCode: boolean;
}

/** Patterns have forward slashes, on Windows too. */
const within = (folder: string): string => `${folder.replaceAll('\\', '/')}/**`;

/** How VS Code's JavaScript debugger comes to the cells of a kernel. */
export function attachConfiguration(options: AttachOptions): DebugConfiguration {
  const { name, key, address, cellsFolder, folder, ownFolder, justMyCode } = options;
  return {
    type: 'node',
    request: 'attach',
    name,
    [SESSION_KEY]: key,
    websocketAddress: address,
    continueOnAttach: true,
    restart: false,
    autoAttachChildProcesses: false,
    sourceMaps: true,
    // A cell waits until its breakpoints are where they belong.
    pauseForSourceMap: true,
    resolveSourceMapLocations: [within(cellsFolder), within(folder), '!**/node_modules/**'],
    outFiles: [],
    // A file runs without its types, each line where it was.
    enableContentValidation: false,
    // It would put a function of its own in the place of some of WebAssembly's.
    enableDWARF: false,
    smartStep: true,
    skipFiles: [
      '<node_internals>/**',
      within(`${ownFolder}/dist`),
      ...(justMyCode ? ['**/node_modules/**'] : []),
    ],
    internalConsoleOptions: 'neverOpen',
  };
}
