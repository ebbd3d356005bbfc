import type { Attribute, Graph, Node } from './graph.js';

/** A graph as text, one node a line: `%7 = add %5 %6 : float32[32,16]`. */
export function printGraph({ nodes, reports, taps, writes }: Graph): string {
  const lines = nodes.map(printNode);
  for (const { state, value } of writes) lines.push(`state ${state} := %${value}`);
  if (taps.length > 0) lines.push(`taps ${taps.map((id) => `%${id}`).join(' ')}`);
  lines.push(`reports ${reports.map((id) => `%${id}`).join(' ')}`);
  return `${lines.join('\n')}\n`;
}

function printNode({ id, op, inputs, attrs, shape, type, data }: Node): string {
  const options = Object.entries(attrs).map(([name, value]) => `${name}=${printAttribute(value)}`);
  const values = data ? [data.length > 4 ? `${data.slice(0, 4).join(',')},…` : data.join(',')] : [];
  const words = [op, ...inputs.map((input) => `%${input}`), ...options, ...values];
  return `%${id} = ${words.join(' ')} : ${type}[${shape}]`;
}

const printAttribute = (value: Attribute): string =>
  typeof value === 'object' ? `[${value}]` : String(value);
