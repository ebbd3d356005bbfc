import ts from 'typescript6';
import { cellOf } from './cell-of.js';
import type { LintEdit } from './finding.js';

/** Where a node stands. */
export function placeOf(node: ts.Node): { cell: string; start: number; end: number } {
  return { cell: cellOf(node), start: node.getStart(), end: node.getEnd() };
}

export const replaced = (node: ts.Node, text: string): LintEdit => ({ ...placeOf(node), text });

export function inserted(node: ts.Node, text: string, place: 'before' | 'after' = 'before'): LintEdit {
  const { cell, start, end } = placeOf(node);
  const at = place === 'before' ? start : end;
  return { cell, start: at, end: at, text };
}

/** A text in the quotes that stand in the place of this node, or in single ones. */
export function quoted(node: ts.Node, value: string): string {
  const mark = node.getText().at(0);
  const quote = mark === '"' || mark === '`' ? mark : "'";
  return `${quote}${value}${quote}`;
}

/** The white space in front of the line that a node begins on. */
export function indentOf(node: ts.Node): string {
  const { text } = node.getSourceFile();
  const line = text.lastIndexOf('\n', node.getStart() - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
}

/** `name: value` as the last field of an object. */
export function withField(object: ts.ObjectLiteralExpression, field: string): LintEdit {
  const last = object.properties.at(-1);
  if (!last) return replaced(object, `{ ${field} }`);
  const { text } = object.getSourceFile();
  const isOnOneLine = !text.slice(object.getStart(), last.getStart()).includes('\n');
  return inserted(last, isOnOneLine ? `, ${field}` : `,\n${indentOf(last)}${field}`, 'after');
}

/** Without one of a list of things between commas. */
export function without(part: ts.Node, list: ts.NodeArray<ts.Node>): LintEdit {
  const { cell, start, end } = placeOf(part);
  const { text } = part.getSourceFile();
  const index = list.indexOf(part);
  const next = list[index + 1];
  if (next) return { cell, start, end: next.getStart(), text: '' };
  const before = list[index - 1];
  if (before) return { cell, start: before.getEnd(), end, text: '' };
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  return { cell, start, end: end + comma, text: '' };
}

/** Without a layer, where it is one of a list or stands in an `add` of its own; undefined elsewhere. */
export function withoutLayer(layer: ts.Expression): LintEdit | undefined {
  const { parent } = layer;
  if (ts.isArrayLiteralExpression(parent)) return without(layer, parent.elements);
  if (!ts.isCallExpression(parent) || !ts.isExpressionStatement(parent.parent)) return undefined;
  const { cell, start, end } = placeOf(parent.parent);
  const { text } = layer.getSourceFile();
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const isAlone = text.slice(line, start).trim() === '' && /^[ \t]*\n/.test(text.slice(end));
  return isAlone
    ? { cell, start: line, end: text.indexOf('\n', end) + 1, text: '' }
    : { cell, start, end, text: '' };
}
