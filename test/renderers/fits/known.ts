import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is wrong with an example in a state of the page, such as its width. */
export interface Finding {
  example: string;
  state: string;
  what: string;
}

const fileOf = (scene: string) => join(import.meta.dirname, 'known', `${scene}.txt`);
const LINE = /^(.+?) \/ (.+?): (.*)$/;

/** Findings as a readable list: states in which the same is found stand together. */
export function written(findings: readonly Finding[]): string[] {
  const states = new Map<string, string[]>();
  for (const { example, state, what } of findings) {
    const key = JSON.stringify([example, what]);
    states.set(key, [...(states.get(key) ?? []), state]);
  }
  return [...states].map(([key, where]) => {
    const [example, what] = JSON.parse(key) as [string, string];
    return `${example} / ${[...new Set(where)].join(', ')}: ${what}`;
  });
}

export function read(text: string): Finding[] {
  return text.split('\n').flatMap((line) => {
    if (!line.trim() || line.startsWith('#')) return [];
    const [, example = '', states = '', what = ''] = LINE.exec(line) ?? [];
    if (!what) throw new Error(`This line of known findings cannot be read: ${line}`);
    return states.split(', ').map((state) => ({ example, state, what }));
  });
}

const keyOf = (finding: Finding): string => JSON.stringify([finding.example, finding.state, finding.what]);

/**
 * Compares what was found with what is known of a scene. `UPDATE_FITS=1` takes what is mended off the list;
 * `UPDATE_FITS=all` puts what is new on it, too.
 */
export function compareKnown(
  scene: string,
  found: readonly Finding[],
): { fresh: string[]; mended: string[] } {
  const file = fileOf(scene);
  const known = existsSync(file) ? read(readFileSync(file, 'utf8')) : [];
  const [foundKeys, knownKeys] = [new Set(found.map(keyOf)), new Set(known.map(keyOf))];
  const update = process.env.UPDATE_FITS;
  if (update) {
    const kept = found.filter((each) => update === 'all' || knownKeys.has(keyOf(each)));
    writeFileSync(
      file,
      written(kept)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  return {
    fresh: update === 'all' ? [] : written(found.filter((each) => !knownKeys.has(keyOf(each)))),
    mended: update ? [] : written(known.filter((each) => !foundKeys.has(keyOf(each)))),
  };
}
