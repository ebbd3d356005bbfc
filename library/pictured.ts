/**
 * A value that has this method is shown as a picture when it is the last expression of a cell. The symbol is shared
 * (`Symbol.for`), so that a class outside the library can have it too.
 */
export const PICTURE: unique symbol = Symbol.for('epochbook.picture') as never;

export interface Pictured {
  /** The renderer's folder name and its payload. */
  [PICTURE](): { name: string; payload: unknown };
}
