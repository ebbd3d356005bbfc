/** How deep an output's data lies in a notebook file: cells, cell, outputs, output, data, type. */
const NOTEBOOK_DEPTH = 6;

/**
 * Bytes that a JSON value takes in a saved notebook. Editors write notebooks with one value per line, indented by one
 * space per level, which for a column of numbers more than doubles the compact size.
 */
export function savedBytes(value: unknown): number {
  const text = JSON.stringify(value, null, 1);
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return new TextEncoder().encode(text).length + lines * NOTEBOOK_DEPTH;
}
