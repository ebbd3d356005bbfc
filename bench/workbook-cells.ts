import { readFileSync } from 'node:fs';

/** The code cells of a notebook file. */
export function codeCells(path: string): string[] {
  const notebook = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return notebook.cells
    .filter((cell) => cell.cell_type === 'code')
    .map(({ source }) => (Array.isArray(source) ? source.join('') : source));
}

/** The cells before the first that trains: data, scaling and the network of the lesson. */
export function cellsBeforeFit(path: string): string[] {
  const cells = codeCells(path);
  const fit = cells.findIndex((code) => /\.fit(Dataset)?\(/.test(code));
  if (fit < 0) throw new Error(`No cell of ${path} calls fit.`);
  return cells.slice(0, fit);
}
