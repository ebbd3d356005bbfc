import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from '../cell/position.js';
import { before, toJavaScript } from '../cell/to-javascript.js';

/** By the name of the script, as V8 has it; undefined where nothing had to be rewritten. */
const maps = new Map<string, TraceMap | undefined>();

/** Remembers how a file was rewritten when it was loaded. */
export function keepMap(script: string, map: TraceMap | string | undefined): void {
  maps.set(script, typeof map === 'string' ? new TraceMap(map) : map);
}

/** Where in a file of the student's a place in the script that was made of it lies. */
export function placeInOwnFile(script: string, position: Position): Position {
  if (!/\.[cm]?ts(?:[?#]|$)/.test(script)) return position;
  if (!maps.has(script)) maps.set(script, mapOf(script));
  const map = maps.get(script);
  return (map && before(map, position)) ?? position;
}

/** It was loaded by another thread, which rewrote it in the same way. */
function mapOf(script: string): TraceMap | undefined {
  try {
    const path = fileURLToPath(script.replace(/[?#].*$/, ''));
    return toJavaScript(readFileSync(path, 'utf8'), { folder: dirname(path) }).map;
  } catch {
    return undefined;
  }
}
