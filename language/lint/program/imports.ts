import ts from 'typescript6';
import type { Scope } from './scope.js';
import { unknown, type Value } from './values.js';

const TFJS = /^@tensorflow\/tfjs(-node(-gpu)?|-layers|-core)?$/;

/** What a module is called here: `tf`, `epochbook`; undefined for others. */
function namespaceOf(module: string): string | undefined {
  if (TFJS.test(module)) return 'tf';
  return module === 'epochbook' ? 'epochbook' : undefined;
}

/** Declares the names of an import. */
export function declareImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, scope: Scope): void {
  if (!importClause || !ts.isStringLiteral(moduleSpecifier)) return;
  const namespace = namespaceOf(moduleSpecifier.text);
  const at = (path: string): Value => ({ kind: 'namespace', path });
  if (importClause.name) scope.declare(importClause.name.text, namespace ? at(namespace) : unknown);
  const bindings = importClause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) {
    scope.declare(bindings.name.text, namespace ? at(namespace) : unknown);
    return;
  }
  for (const { name, propertyName } of bindings.elements) {
    const member = (propertyName ?? name).text;
    if (!namespace) scope.declare(name.text, unknown);
    else if (member === 'default' || (namespace === 'epochbook' && member === 'callbacks'))
      scope.declare(name.text, at(namespace));
    else scope.declare(name.text, at(`${namespace}.${member}`));
  }
}
