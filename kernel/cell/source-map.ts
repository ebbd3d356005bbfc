import { decodedMappings, encodedMappings, type SourceMapSegment, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './position.js';

type Segment = [number] | [number, number, number, number];

/** A source map, as JSON, from code to the one text that it was made of. */
export interface TextSource {
  /** What the text is called. */
  name: string;
  text: string;
}

/**
 * The map of code that was rewritten more than once.
 *
 * @param last of the last rewriting.
 * @param head columns of the first line that stand before all that comes from the text.
 * @param earlier from a place in the text that went into that to one in the student's; undefined in what was added.
 */
export function composedMap(
  last: TraceMap,
  head: number,
  earlier: (position: Position) => Position | undefined,
  { name, text }: TextSource,
): string {
  const lines = decodedMappings(last).map((segments, line) =>
    withStart(segments, line === 0 ? head : 0).map((segment): Segment => {
      if (segment.length === 1) return [segment[0]];
      const found = earlier({ line: segment[2] + 1, column: segment[3] + 1 });
      return found ? [segment[0], 0, found.line - 1, Math.max(0, found.column - 1)] : [segment[0]];
    }),
  );
  const facts = { version: 3 as const, sources: [name], names: [] };
  const mappings = encodedMappings(new TraceMap({ ...facts, mappings: lines }));
  return JSON.stringify({ ...facts, sourcesContent: [text], mappings });
}

/** Calls of ours at the start of a line belong to what they stand before, or a breakpoint there would find no place. */
function withStart(segments: SourceMapSegment[], start: number): SourceMapSegment[] {
  const [first] = segments;
  if (!first || first.length === 1 || first[0] <= start) return segments;
  return [[start, first[1], first[2], first[3]], ...segments];
}
