import type ts from 'typescript6';

/** What the extension tells the plug-in. */
interface MuteConfig {
  /** Paths of the notebooks whose cells have our own language features. */
  mute?: string[];
}

/** `^/vscode-notebook-cell/ts-nul-authority/home/me/lab.ipynb#W0sZmlsZQ`: how VS Code names a cell to its TypeScript server. */
const CELL = /^\^\/vscode-notebook-cell\/[^/]*(\/.*\.ipynb)#/i;

type Answers = { [K in keyof ts.LanguageService]?: () => unknown };

/** What the server answers for a cell that is ours. Not among them: formatting, folding, symbols, highlights. */
const NOTHING: Answers = {
  getSyntacticDiagnostics: () => [],
  getSemanticDiagnostics: () => [],
  getSuggestionDiagnostics: () => [],
  getCompletionsAtPosition: () => undefined,
  getCompletionEntryDetails: () => undefined,
  getQuickInfoAtPosition: () => undefined,
  getSignatureHelpItems: () => undefined,
  getDefinitionAtPosition: () => undefined,
  getDefinitionAndBoundSpan: () => undefined,
  getTypeDefinitionAtPosition: () => undefined,
  getImplementationAtPosition: () => undefined,
  findReferences: () => undefined,
  getReferencesAtPosition: () => undefined,
  findRenameLocations: () => undefined,
  getRenameInfo: () => ({ canRename: false, localizedErrorMessage: '' }),
  getCodeFixesAtPosition: () => [],
  getApplicableRefactors: () => [],
  organizeImports: () => [],
  provideInlayHints: () => [],
};

/**
 * A plug-in of VS Code's own TypeScript server that keeps it silent in cells of notebooks that Epochbook serves. Other files,
 * and cells of other notebooks, it does not touch.
 */
function init(): ts.server.PluginModule {
  const muted = new Set<string>();
  const projects = new Set<ts.server.Project>();
  let isTold = false;
  const isMuted = (path: string, isSyntaxServer: boolean): boolean => {
    const [, notebook] = CELL.exec(path) ?? [];
    if (notebook === undefined) return false;
    // The server that answers until the other has loaded is never told which notebooks are ours.
    return muted.has(comparable(notebook)) || (isSyntaxServer && !isTold);
  };
  return {
    create({ languageService, project }) {
      projects.add(project);
      const isSyntaxServer = (project.projectService.serverMode ?? 0) !== 0;
      const proxy = Object.create(null) as Record<string, unknown>;
      for (const [name, method] of Object.entries(languageService) as [keyof ts.LanguageService, unknown][]) {
        const silent = NOTHING[name];
        proxy[name] = (...args: unknown[]) =>
          silent && isMuted(String(args[0]), isSyntaxServer)
            ? silent()
            : (method as (...all: unknown[]) => unknown).apply(languageService, args);
      }
      return proxy as unknown as ts.LanguageService;
    },
    onConfigurationChanged({ mute = [] }: MuteConfig) {
      isTold = true;
      muted.clear();
      for (const path of mute) muted.add(comparable(path));
      // What was said of cells before is taken back.
      for (const project of projects) if (!project.isClosed()) project.refreshDiagnostics();
    },
  };
}

/** Drives are written with small and with capital letters, and paths with escapes. */
const comparable = (path: string): string => {
  const plain = path.replaceAll('\\', '/').replace(/^\/?(?=[a-z]:)/i, '/');
  return decode(plain).toLowerCase();
};

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

module.exports = init;
