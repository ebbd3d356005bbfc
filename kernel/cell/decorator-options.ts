import { existsSync } from 'node:fs';
import type * as TypeScript from 'typescript6';

const NAMES = ['experimentalDecorators', 'emitDecoratorMetadata', 'useDefineForClassFields'] as const;

/** What the nearest `tsconfig.json` says of decorators and class fields; nothing where there is none that reads. */
export function decoratorOptions(
  ts: typeof TypeScript,
  folder: string | undefined,
): TypeScript.CompilerOptions {
  const path = folder && ts.findConfigFile(folder, existsSync);
  if (!path) return {};
  // Which files there are does not matter, and looking for them might take long.
  const host = { ...ts.sys, readDirectory: () => [], onUnRecoverableConfigFileDiagnostic: () => {} };
  const options = ts.getParsedCommandLineOfConfigFile(path, {}, host)?.options ?? {};
  return Object.fromEntries(NAMES.flatMap((name) => (name in options ? [[name, options[name]]] : [])));
}
