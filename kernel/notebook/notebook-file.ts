import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import {
  heldFile,
  refuseDeviceName,
  refuseReadOnly,
  writeFileAtomicallySync,
  writeRefusal,
} from '../../engine/files/index.js';
import { type JsonObject, objectOf } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Notebook, NotebookCell, NotebookOutput } from './notebook.js';
import { parseJson } from './parse-json.js';
import { notebookOfScript, SCRIPT } from './script-notebook.js';
import { upgradeNotebook } from './upgrade-notebook.js';

/** What a run changes of a cell. */
export interface CellResult {
  execution_count: number | null;
  outputs: NotebookOutput[];
}

/**
 * A notebook file. Outputs and execution counts of cells can be put into it; every other byte stays as it was, also what we do
 * not understand.
 */
export class NotebookFile {
  private constructor(
    readonly notebook: Notebook,
    /** All that the file says, also what we do not understand. */
    readonly raw: JsonObject,
    private readonly text: string,
    /** The cells in the text. */
    private readonly nodes: readonly Node[],
  ) {}

  /**
   * A script of TypeScript is read as the notebook of its cells (`// %%`).
   *
   * @throws Error that names the file and what is wrong with it.
   */
  static read(path: string): NotebookFile {
    const text = readText(path);
    return NotebookFile.parse(SCRIPT.test(path) ? notebookOfScript(text) : text, path);
  }

  /** @param path for the sentences. */
  static parse(text: string, path: string): NotebookFile {
    // The editor, too, takes an empty file for a notebook without cells.
    if (text.trim() === '') return NotebookFile.parse(EMPTY, path);
    let root: Node;
    try {
      root = parseJson(text.replace(/^\uFEFF/, ' '));
    } catch (error) {
      const { message } = error as Error;
      throw new Error(
        say(`${path} is not a notebook: ${message}.`, `${path} 파일은 노트북이 아닙니다: ${message}.`),
      );
    }
    const value = objectOf(getNodeValue(root));
    const format = Number(value.nbformat ?? ('cells' in value ? 4 : Number.NaN));
    if (format === 3) return NotebookFile.parse(`${JSON.stringify(upgradeNotebook(value), null, 1)}\n`, path);
    const cells = findNodeAtLocation(root, ['cells']);
    const nodes = cells?.type === 'array' ? cells.children : undefined;
    if (format !== 4 || !nodes)
      throw new Error(notOurFormat(path, format === 4 ? undefined : value.nbformat));
    return new NotebookFile(notebookOf(value), value, text, nodes);
  }

  /** The text with results in the place of those that the cells had. @param results by the place of the cell, from 0. */
  withResults(results: ReadonlyMap<number, CellResult>): string {
    const { text, nodes } = this;
    const indent = /^\uFEFF?\s*\{\r?\n([ \t]+)"/.exec(text)?.[1];
    const lineEnd = /\r\n/.test(text) ? '\r\n' : '\n';
    let out = '';
    let from = 0;
    const put = (start: number, end: number, replacement: string): void => {
      out += text.slice(from, start) + replacement;
      from = end;
    };
    for (const [index, node] of nodes.entries()) {
      const result = results.get(index);
      if (!result || node.type !== 'object') continue;
      const depth = indent === undefined ? '' : linePrefix(text, node.children?.[0]?.offset ?? node.offset);
      const written = (value: unknown): string =>
        JSON.stringify(value, null, indent).replaceAll('\n', `${lineEnd}${depth}`);
      const found = new Map(
        (node.children ?? []).map((property) => [property.children?.[0]?.value, property]),
      );
      const changes = Object.entries(result).flatMap(([name, value]) => {
        const old = found.get(name)?.children?.[1];
        return old ? [{ start: old.offset, end: old.offset + old.length, text: written(value) }] : [];
      });
      const absent = Object.entries(result).filter(([name]) => !found.has(name));
      if (absent.length > 0) {
        const last = node.children?.at(-1);
        const end = last ? last.offset + last.length : node.offset + 1;
        const between = indent === undefined ? ', ' : `,${lineEnd}${depth}`;
        const added = absent
          .map(([name, value]) => `${JSON.stringify(name)}: ${written(value)}`)
          .join(between);
        changes.push({ start: end, end, text: last ? between + added : added });
      }
      for (const change of changes.sort((a, b) => a.start - b.start || a.end - b.end))
        put(change.start, change.end, change.text);
    }
    return out + text.slice(from);
  }
}

const EMPTY = '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n';

/**
 * Writes beside and renames, so that a stop in the middle leaves the old file whole.
 *
 * @throws Error that names the file and why it cannot be written.
 */
export function writeNotebookFile(path: string, text: string): void {
  try {
    writeFileAtomicallySync(path, text);
  } catch (error) {
    throw cannotWrite(path, error, Buffer.byteLength(text));
  }
}

/**
 * Looks at once whether a name can be written to.
 *
 * @throws Error as `writeNotebookFile` would.
 */
export function checkWritable(path: string): void {
  try {
    refuseDeviceName(path);
    refuseReadOnly(path);
    // Elsewhere a file that is open can be replaced.
    if (process.platform === 'win32' && existsSync(path)) closeSync(openSync(path, 'r+'));
  } catch (error) {
    throw cannotWrite(path, error, 0);
  }
}

function cannotWrite(path: string, error: unknown, bytes: number): Error {
  const why = writeRefusal(error, bytes);
  return new Error(say(`Cannot write ${path}: ${why}`, `${path} 파일을 쓸 수 없습니다: ${why}`));
}

function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new Error(say(`There is no notebook ${path}.`, `노트북 ${path} 파일이 없습니다.`));
    const why = heldFile(error) ?? `${message}.`;
    throw new Error(say(`Cannot read ${path}: ${why}`, `${path} 파일을 읽을 수 없습니다: ${why}`));
  }
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(
      say(
        `${path} is not a notebook: notebooks are text in UTF-8, and this file is not.`,
        `${path} 파일은 노트북이 아닙니다. 노트북은 UTF-8 텍스트인데 이 파일은 그렇지 않습니다.`,
      ),
    );
  }
}

/** What is missing or of another kind gets the value that it would have where there is nothing to say. */
function notebookOf(value: JsonObject): Notebook {
  const cells = Array.isArray(value.cells) ? value.cells : [];
  return {
    nbformat: 4,
    nbformat_minor: Number(value.nbformat_minor) || 0,
    metadata: objectOf(value.metadata),
    cells: cells.map((cell) => cellOf(objectOf(cell))),
  };
}

function cellOf({ cell_type: type, id, metadata, source, input }: JsonObject): NotebookCell {
  const text = source ?? input;
  return {
    cell_type: typeof type === 'string' ? type : 'raw',
    ...(typeof id === 'string' && { id }),
    metadata: objectOf(metadata),
    source: Array.isArray(text)
      ? text.map((line) => line ?? '').join('')
      : typeof text === 'string'
        ? text
        : '',
  };
}

/** What stands before an offset on its line, if that is only white space. */
const linePrefix = (text: string, offset: number): string =>
  /(?:^|\n)([ \t]*)$/.exec(text.slice(0, offset))?.[1] ?? '';

const notOurFormat = (path: string, found: unknown): string =>
  found === undefined
    ? say(
        `${path} is not a notebook: it is JSON, but has no cells.`,
        `${path} 파일은 노트북이 아닙니다. JSON이지만 셀이 없습니다.`,
      )
    : say(
        `${path} is not a notebook of format 4 (nbformat is ${String(found)}). "jupyter nbconvert --to notebook" makes one of an older file.`,
        `${path} 파일은 형식 4의 노트북이 아닙니다(nbformat ${String(found)}). 오래된 파일은 "jupyter nbconvert --to notebook"으로 바꿀 수 있습니다.`,
      );
