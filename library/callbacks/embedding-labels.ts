import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { say } from '../../words/index.js';
import type { Embedding } from '../tensorboard/index.js';
import type { EmbeddingLabels, TensorBoardOptions } from './tensor-board-options.js';

type Metadata = NonNullable<Embedding['metadata']>;

/**
 * The labels of one embedding layer.
 *
 * @param rows How many the layer has.
 * @throws RangeError when there is another number of labels, Error when a file is missing.
 */
export function embeddingLabels(
  given: TensorBoardOptions['embeddingsMetadata'],
  layer: string,
  rows: number,
  logDir: string,
): Metadata | undefined {
  const labels = typeof given === 'object' ? given[layer] : given;
  if (labels === undefined) return undefined;
  const metadata = typeof labels === 'string' ? fileLabels(labels, logDir, rows) : listedLabels(labels);
  const found = metadata.rows.length;
  if (found === rows) return metadata;
  const where = typeof labels === 'string' ? `"${labels}"` : `embeddingsMetadata.${layer}`;
  throw new RangeError(
    say(
      `TensorBoard: ${where} has ${found} labels, but the embedding layer "${layer}" has ${rows} rows.`,
      `TensorBoard: ${where}의 레이블은 ${found}개인데 임베딩 층 "${layer}"의 행은 ${rows}개입니다.`,
    ),
  );
}

/** @throws RangeError when metadata is given for a layer that is no embedding layer of the model. */
export function checkLabelledLayers(
  given: TensorBoardOptions['embeddingsMetadata'],
  embeddingLayers: readonly string[],
): void {
  if (typeof given !== 'object') return;
  const unknown = Object.keys(given).find((name) => !embeddingLayers.includes(name));
  if (unknown === undefined) return;
  const names = embeddingLayers.map((name) => `"${name}"`).join(', ') || say('none', '없음');
  throw new RangeError(
    say(
      `TensorBoard: embeddingsMetadata names "${unknown}", which is not an Embedding layer of the model. There are: ${names}.`,
      `TensorBoard: embeddingsMetadata에 적힌 "${unknown}"은(는) 모델의 Embedding 층이 아닙니다. 있는 층: ${names}.`,
    ),
  );
}

/** Several columns have their names in the first line, one column has none. */
function fileLabels(path: string, logDir: string, rows: number): Metadata {
  const inLogs = resolve(logDir, path);
  const file = existsSync(inLogs) ? inLogs : resolve(path);
  if (!existsSync(file)) {
    throw new Error(
      say(
        `TensorBoard: the file "${path}" of embeddingsMetadata is neither in ${resolve(logDir)} nor in ${process.cwd()}.`,
        `TensorBoard: embeddingsMetadata의 "${path}" 파일이 ${resolve(logDir)}에도 ${process.cwd()}에도 없습니다.`,
      ),
    );
  }
  const lines = readFileSync(file, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const cells = lines.map((line) => line.split('\t'));
  const [columns = []] = cells;
  if (columns.length > 1) return { columns, rows: cells.slice(1) };
  // Many write a heading over a single column too; TensorBoard would show it as the first label.
  return { rows: cells.length === rows + 1 ? cells.slice(1) : cells };
}

function listedLabels(labels: Exclude<EmbeddingLabels, string>): Metadata {
  if (Array.isArray(labels)) return { rows: labels.map((label: string) => [label]) };
  const columns = Object.entries(labels as Readonly<Record<string, readonly (string | number | boolean)[]>>);
  const count = Math.max(0, ...columns.map(([, values]) => values.length));
  return {
    columns: columns.map(([name]) => name),
    rows: Array.from({ length: count }, (_, row) => columns.map(([, values]) => values[row] ?? '')),
  };
}
