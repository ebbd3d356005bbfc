import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomicallySync } from '../../engine/files/index.js';

/** Points of the Projector tab. */
export interface Embedding {
  /** Its name there, and that of its files. */
  name: string;
  /** [points, dimensions] */
  shape: readonly [number, number];
  /** Row by row. */
  values: ArrayLike<number>;
  /** One row for each point: its label, or several columns under the names of `columns`. */
  metadata?: { columns?: readonly string[]; rows: readonly (readonly (string | number | boolean)[])[] };
}

/**
 * Writes what the Projector tab shows of a run: a configuration, and for each embedding its points and their labels as
 * tables. The folder has to hold an event file, or the tab leaves it out.
 */
export function writeProjector(folder: string, embeddings: readonly Embedding[]): void {
  mkdirSync(folder, { recursive: true });
  const config = embeddings.map((embedding) => {
    const { name, shape, metadata } = embedding;
    const stem = `embedding-${name.replace(/[^\w.-]/g, '_')}`;
    writeFileAtomicallySync(join(folder, `${stem}.tsv`), tensorRows(embedding));
    const lines = [
      `  tensor_name: ${quote(name)}`,
      ...shape.map((size) => `  tensor_shape: ${size}`),
      `  tensor_path: ${quote(`${stem}.tsv`)}`,
    ];
    if (metadata) {
      writeFileAtomicallySync(join(folder, `${stem}-metadata.tsv`), metadataRows(metadata));
      lines.push(`  metadata_path: ${quote(`${stem}-metadata.tsv`)}`);
    }
    return `embeddings {\n${lines.join('\n')}\n}\n`;
  });
  writeFileAtomicallySync(join(folder, 'projector_config.pbtxt'), config.join(''));
}

function tensorRows({ shape: [points, dimensions], values }: Embedding): string {
  let text = '';
  for (let row = 0; row < points; row++) {
    const numbers = Array.from({ length: dimensions }, (_, i) => values[row * dimensions + i]);
    text += `${numbers.join('\t')}\n`;
  }
  return text;
}

/** A single column must have no heading, several must have one. */
function metadataRows({ columns, rows }: NonNullable<Embedding['metadata']>): string {
  const isTable = (columns?.length ?? 0) > 1;
  const lines = [...(isTable && columns ? [columns] : []), ...rows];
  return lines.map((cells) => `${cells.map(cell).join('\t')}\n`).join('');
}

const cell = (value: string | number | boolean): string => String(value).replace(/[\t\r\n]+/g, ' ');
const quote = (text: string): string => JSON.stringify(text);
