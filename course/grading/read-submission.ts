import { readFileSync, statSync } from 'node:fs';
import { type NotebookCell, NotebookFile } from '../../kernel/notebook/index.js';
import { type JsonObject, objectOf } from '../../protocol/index.js';
import { say } from '../../words/index.js';

/** Larger files are not read: they are no notebooks that somebody wrote. */
export const MOST_BYTES = 64 * 1024 * 1024;
export const MOST_CELLS = 10_000;
/** Of a larger one, parsing for a sentence about its fault would take too long. */
const MOST_BYTES_EXPLAINED = 4 * 1024 * 1024;
const MOST_SOURCE = 1024 * 1024;

export interface ReadSubmission {
  cells: NotebookCell[];
  /** What was done to read it. */
  remarks: string[];
}

/**
 * The cells of what somebody handed in, without outputs and without metadata that no exercise needs.
 *
 * @throws Error whose sentence says why it is no notebook.
 */
export function readSubmission(path: string): ReadSubmission {
  const { size } = statSync(path);
  if (size > MOST_BYTES)
    throw new Error(
      say(
        `The file is ${megabytes(size)} MB large; more than ${megabytes(MOST_BYTES)} MB are not read.`,
        `파일이 ${megabytes(size)}MB입니다. ${megabytes(MOST_BYTES)}MB보다 크면 읽지 않습니다.`,
      ),
    );
  const remarks: string[] = [];
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    throw new Error(say('The file is a ZIP archive, not a notebook.', '노트북이 아니라 ZIP 파일입니다.'));
  const text = decoded(bytes, remarks);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    value = recovered(text, path, error as Error);
  }
  const root = objectOf(value);
  // Format 3 keeps its cells elsewhere.
  const cells = Array.isArray(root.cells) ? root.cells : undefined;
  if (!cells) return { cells: stripped(NotebookFile.parse(text, path).notebook.cells), remarks };
  if (cells.length > MOST_CELLS)
    throw new Error(
      say(
        `The notebook has ${cells.length} cells; more than ${MOST_CELLS} are not graded.`,
        `셀이 ${cells.length}개입니다. ${MOST_CELLS}개보다 많으면 채점하지 않습니다.`,
      ),
    );
  return { cells: cells.map((cell) => cellOf(objectOf(cell))), remarks };
}

/** Trailing commas, Python's NaN and the like; where even that does not help, the sentence that says where it is broken. */
function recovered(text: string, path: string, error: Error): unknown {
  if (text.length > MOST_BYTES_EXPLAINED)
    throw new Error(
      say(
        `It is not a notebook: its JSON is broken (${error.message}).`,
        `노트북이 아닙니다. JSON이 깨져 있습니다(${error.message}).`,
      ),
    );
  try {
    return NotebookFile.parse(text, path).raw;
  } catch (fault) {
    if (fault instanceof RangeError)
      throw new Error(
        say('It is not a notebook: it is nested too deep.', '노트북이 아닙니다. 중첩이 너무 깊습니다.'),
      );
    throw fault;
  }
}

/** Korean Windows writes code page 949 where a program asks for no encoding. */
function decoded(bytes: Buffer, remarks: string[]): string {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : '';
  if (wide) {
    remarks.push(
      say(
        'The file is not in UTF-8; it was read as UTF-16.',
        '파일이 UTF-8이 아니어서 UTF-16으로 읽었습니다.',
      ),
    );
    return new TextDecoder(wide).decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    remarks.push(
      say(
        'The file is not in UTF-8; it was read as code page 949.',
        '파일이 UTF-8이 아니어서 코드 페이지 949로 읽었습니다.',
      ),
    );
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

function cellOf({ cell_type, id, metadata, source }: JsonObject): NotebookCell {
  const text = Array.isArray(source) ? source.map(String).join('') : typeof source === 'string' ? source : '';
  return {
    cell_type: typeof cell_type === 'string' ? cell_type : 'raw',
    ...(typeof id === 'string' && { id: id.slice(0, 100) }),
    metadata: keptMetadata(objectOf(metadata)),
    source: text.slice(0, MOST_SOURCE),
  };
}

const stripped = (cells: readonly NotebookCell[]): NotebookCell[] =>
  cells.map((cell) => ({ ...cell, metadata: keptMetadata(cell.metadata) }));

/** What matching needs, and what is plain: the rest may be nested without end. */
function keptMetadata({ nbgrader, epochbook, tags, vscode }: JsonObject): JsonObject {
  const plain = (value: unknown): JsonObject =>
    Object.fromEntries(
      Object.entries(objectOf(value)).filter(([, field]) => typeof field !== 'object' || field === null),
    );
  const { exercise } = objectOf(epochbook);
  return {
    ...(nbgrader !== undefined && { nbgrader: plain(nbgrader) }),
    ...(exercise !== undefined && { epochbook: { exercise: plain(exercise) } }),
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => typeof tag === 'string').slice(0, 20) }),
    ...(vscode !== undefined && { vscode: plain(vscode) }),
  };
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
