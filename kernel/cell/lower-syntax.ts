import type * as TypeScript from 'typescript6';
import { decoratorOptions } from './decorator-options.js';
import { loadTypeScript } from './load-typescript.js';

export interface LoweredText {
  /** JavaScript of ES2022 that calls the functions of `installHelpers`. */
  code: string;
  /** Source map (JSON) back to the text. */
  map: string;
  /** What does not parse: the first place, as an offset. */
  fault?: { message: string; offset: number };
}

/**
 * The whole of TypeScript's syntax, as its own compiler rewrites it: enums, namespaces, parameter properties, decorators
 * (the old ones where a `tsconfig.json` at `folder` or above asks for them), `accessor`, `using`, `import a = require()`.
 *
 * @param as the kind of module that imports and exports become.
 */
export function lowerSyntax(
  source: string,
  { folder, as = 'module' }: { folder?: string; as?: 'module' | 'commonjs' } = {},
): LoweredText {
  const ts = loadTypeScript();
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: 'cell.ts',
    reportDiagnostics: true,
    compilerOptions: {
      ...decoratorOptions(ts, folder),
      target: ts.ScriptTarget.ES2022,
      module: as === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      sourceMap: true,
      // An import may be used by a later cell alone.
      verbatimModuleSyntax: as === 'module',
      esModuleInterop: true,
      isolatedModules: true,
      moduleDetection: ts.ModuleDetectionKind.Force,
      preserveConstEnums: true,
      noEmitHelpers: true,
    },
    transformers: { before: [requireForImportEquals(ts)] },
  });
  const first = diagnostics?.find(
    ({ category, start }) => category === ts.DiagnosticCategory.Error && start !== undefined,
  );
  return {
    code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''),
    map: sourceMapText ?? '',
    ...(first && {
      fault: { message: ts.flattenDiagnosticMessageText(first.messageText, '\n'), offset: first.start ?? 0 },
    }),
  };
}

/** `import fs = require('fs')` → `const fs = require('fs')`; `export = x` → `module.exports = x`. */
function requireForImportEquals(ts: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return ({ factory }) =>
    (file) =>
      factory.updateSourceFile(
        file,
        file.statements.map((statement) => {
          const replaced = replacement(ts, factory, statement);
          return replaced ? ts.setTextRange(ts.setOriginalNode(replaced, statement), statement) : statement;
        }),
      );
}

function replacement(
  ts: typeof TypeScript,
  factory: TypeScript.NodeFactory,
  statement: TypeScript.Statement,
): TypeScript.Statement | undefined {
  if (ts.isExportAssignment(statement) && statement.isExportEquals) {
    const target = factory.createPropertyAccessExpression(factory.createIdentifier('module'), 'exports');
    return factory.createExpressionStatement(factory.createAssignment(target, statement.expression));
  }
  if (!ts.isImportEqualsDeclaration(statement)) return undefined;
  if (statement.isTypeOnly || !ts.isExternalModuleReference(statement.moduleReference)) return undefined;
  const call = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
    statement.moduleReference.expression,
  ]);
  const declaration = factory.createVariableDeclaration(statement.name, undefined, undefined, call);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}
