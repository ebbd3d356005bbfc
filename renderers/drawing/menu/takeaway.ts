import type { DataTable } from '../data-table.js';
import type { Picture, StillOptions } from '../picture.js';

/** What can be taken out of a picture as it is shown now. */
export interface Takeaway {
  /** Of files, without what their kind adds. */
  name: string;
  /** The whole picture with its title. */
  svg(options: StillOptions): Promise<string>;
  tables: readonly DataTable[];
}

const LONGEST_NAME = 60;

/** "Run 7" of the picture `dropout` becomes `run-7-dropout`. */
export function fileName(payload: unknown, picture: string): string {
  const { name, title } = (payload ?? {}) as { name?: unknown; title?: unknown };
  const given = [name, title].find((each): each is string => typeof each === 'string') ?? '';
  const words = given
    .slice(0, 1000)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const short = Array.from(words).slice(0, LONGEST_NAME).join('').replace(/-+$/, '');
  return short ? `${short}-${picture}` : picture;
}

/**
 * What is taken of a payload: the still picture of it and its numbers.
 * @param shown draws it as the person has set it, where that differs.
 */
export const takeawayOf = <Payload>(
  picture: Picture<Payload>,
  payload: Payload,
  shown?: (options: StillOptions) => Promise<string>,
): Takeaway => ({
  name: fileName(payload, picture.name),
  svg: shown ?? ((options) => picture.svg(payload, options)),
  tables: picture.tables(payload),
});
