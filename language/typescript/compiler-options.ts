import { dirname } from 'node:path';
import ts from 'typescript6';

/** What people who write cells expect of a check. A `tsconfig.json` may say otherwise. */
const DEFAULTS: ts.CompilerOptions = {
  strict: true,
  // JavaScript that runs, and that students write.
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  noImplicitThis: false,
};

/** What the kernel does whatever a `tsconfig.json` says, and what makes sense for a file only. */
const FIXED: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts'],
  esModuleInterop: true,
  allowJs: true,
  checkJs: true,
  // Without it arrays that begin empty would be of no type; what it says of parameters is not shown.
  noImplicitAny: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  verbatimModuleSyntax: false,
  isolatedModules: false,
  isolatedDeclarations: false,
  erasableSyntaxOnly: false,
  noImplicitReturns: false,
  composite: false,
  incremental: false,
  declaration: false,
  configFilePath: undefined,
};

/** The options for a notebook in this folder, with those of the nearest `tsconfig.json`, as far as it can be read. */
export function compilerOptions(folder: string): ts.CompilerOptions {
  const path = ts.findConfigFile(folder, ts.sys.fileExists);
  const own = path ? configured(path) : {};
  // Without `paths`, and a current folder for them, TypeScript 6 fails where it names a module in a type. A base for them among
  // the options would have each folder's notebooks parse all declarations anew.
  return { types: ['*'], paths: {}, ...DEFAULTS, ...own, ...FIXED };
}

function configured(path: string): ts.CompilerOptions {
  try {
    const { config } = ts.readConfigFile(path, ts.sys.readFile);
    if (typeof config !== 'object' || config === null) return {};
    // Only the options count: a program of all its files is not wanted.
    const { options } = ts.parseJsonConfigFileContent(
      { extends: config.extends, compilerOptions: config.compilerOptions, files: [] },
      ts.sys,
      dirname(path),
      undefined,
      path,
    );
    return options;
  } catch {
    return {};
  }
}
