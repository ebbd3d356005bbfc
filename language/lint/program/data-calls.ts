import type { Machine } from './machine.js';
import type { MethodCall } from './method-call.js';
import { promiseOf } from './promises.js';
import { roleOf } from './roles.js';
import { type DataValue, data, listOf, newSource, type Source, unknown, type Value } from './values.js';

/** A call of a method of a table, of rows or of a tensor. */
export function callOnData(machine: Machine, receiver: DataValue, call: MethodCall): Value {
  for (const argument of call.args) if (argument.kind === 'closure') machine.visit(argument);
  switch (receiver.what) {
    case 'table':
      return callOnTable(machine, receiver, call);
    case 'rows':
      return callOnRows(receiver, call);
    case 'tensor':
      return callOnTensor(receiver, call);
  }
}

const SAME_ROWS = new Set(['select', 'withColumn', 'oneHot', 'shuffle', 'drop', 'rename']);
const SOME_ROWS = new Set(['filter', 'head']);
const NUMBERS = new Set(['numbers', 'column', 'map']);

function callOnTable(machine: Machine, table: DataValue, call: MethodCall): Value {
  const { name, node, args } = call;
  if (SAME_ROWS.has(name)) return table;
  if (SOME_ROWS.has(name)) return data('table', { role: table.role, source: newSource() });
  if (NUMBERS.has(name)) return data('rows', table);
  switch (name) {
    case 'fill':
      fill(machine, table, call);
      return table;
    case 'kFold':
      part(table.source, node);
      return unknown;
    case 'split': {
      part(table.source, node);
      const [shares] = args;
      const count = shares?.kind === 'list' && !shares.open ? shares.items.length : 2;
      const isKnown = shares?.kind === 'list' ? !shares.open : shares?.kind === 'constant';
      const parts = Array.from({ length: count }, () => data('table', { source: newSource() }));
      return isKnown ? listOf(parts) : unknown;
    }
    default:
      return unknown;
  }
}

function part(source: Source | undefined, node: MethodCall['node']): void {
  if (source) source.parted ??= node;
}

/** Without a third argument the filling is taken of the rows themselves. */
function fill(machine: Machine, table: DataValue, { node, args }: MethodCall): void {
  const how = args[1]?.kind === 'constant' ? args[1].value : undefined;
  if (args.length !== 2 || !/^(median|mean|mode)$/.test(String(how))) return;
  if (!('expression' in node.expression)) return;
  const filled = node.expression.expression as typeof node.expression;
  const rows = { node: filled, value: table, role: roleOf(filled, table) };
  machine.emit({ kind: 'learn', site: node, by: 'fill', rows });
}

function callOnRows(rows: DataValue, { name, node }: MethodCall): Value {
  if (name === 'map' || name === 'toReversed' || name === 'toSorted') return rows;
  if (name === 'filter') return data('rows', { role: rows.role, source: newSource() });
  if (name !== 'slice') return unknown;
  const [from, to] = node.arguments.map((argument) => argument.getText());
  const { source } = rows;
  if (source && from !== undefined) {
    source.slices.push({ from, to, node });
    // `slice(0, n)` and `slice(n)`: the rows are parted.
    const head = source.slices.find((one) => one.from === '0' && one.to !== undefined);
    if (head && source.slices.some((one) => one.from === head.to)) source.parted ??= head.node;
  }
  return data('rows', { role: rows.role, source: newSource() });
}

const READS = new Set(['dataSync', 'arraySync', 'bytesSync', 'print', 'dispose', 'toString']);

function callOnTensor(tensor: DataValue, { name, node }: MethodCall): Value {
  if (name === 'data' || name === 'array' || name === 'bytes')
    return promiseOf(unknown, node, `tensor.${name}()`);
  return READS.has(name) ? unknown : data('tensor', { role: tensor.role });
}
