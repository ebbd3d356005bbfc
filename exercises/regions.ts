/** Lines that stand between two marks, as nbgrader marks them: any line that contains the words. */
export interface RegionKind {
  begin: string;
  end: string;
}

export const SOLUTION: RegionKind = { begin: 'BEGIN SOLUTION', end: 'END SOLUTION' };
export const HIDDEN_TESTS: RegionKind = { begin: 'BEGIN HIDDEN TESTS', end: 'END HIDDEN TESTS' };
export const MARK_SCHEME: RegionKind = { begin: 'BEGIN MARK SCHEME', end: 'END MARK SCHEME' };

/** What is wrong with the marks of a text; the line, from 1, at which it is seen. */
export interface RegionFault {
  kind: RegionKind;
  fault: 'nested' | 'unended' | 'unbegun';
  line: number;
}

export const hasRegion = (source: string, { begin }: RegionKind): boolean => source.includes(begin);

/** The text with other lines in the place of each region: its marks are gone too. */
export function replaceRegions(source: string, { begin, end }: RegionKind, stub: readonly string[]): string {
  const kept: string[] = [];
  let inside = false;
  for (const line of source.split('\n')) {
    if (line.includes(begin)) {
      inside = true;
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      kept.push(...stub.map((text) => indent + text));
    } else if (line.includes(end)) inside = false;
    else if (!inside) kept.push(line);
  }
  return kept.join('\n');
}

export function regionFaults(source: string, kind: RegionKind): RegionFault[] {
  const faults: RegionFault[] = [];
  let begunAt = 0;
  for (const [i, line] of source.split('\n').entries()) {
    if (line.includes(kind.begin)) {
      if (begunAt > 0) faults.push({ kind, fault: 'nested', line: i + 1 });
      else begunAt = i + 1;
    } else if (line.includes(kind.end)) {
      if (begunAt === 0) faults.push({ kind, fault: 'unbegun', line: i + 1 });
      begunAt = 0;
    }
  }
  if (begunAt > 0) faults.push({ kind, fault: 'unended', line: begunAt });
  return faults;
}
