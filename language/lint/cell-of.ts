import type ts from 'typescript6';

const ids = new WeakMap<ts.SourceFile, string>();

/** Notes the cell of a tree: TypeScript would rewrite its id, if it were given as the name of a file. */
export const noteCell = (file: ts.SourceFile, id: string): void => {
  ids.set(file, id);
};

/** The cell that a node stands in. */
export const cellOf = (node: ts.Node): string => ids.get(node.getSourceFile()) ?? '';
