/**
 * A value that has this method is shown as a picture when it is the last expression of a cell. The symbol is shared
 * (`Symbol.for`), so that a class outside the library can have it too.
 */
export const PICTURE: unique symbol = Symbol.for('epochbook.picture') as never;

/** A value that has this, and true behind it, has been shown already: as the last expression of a cell it is not shown again. */
export const SHOWN: unique symbol = Symbol.for('epochbook.shown') as never;

export interface Pictured {
  /** The renderer's folder name and its payload. */
  [PICTURE](): { name: string; payload: unknown };
}
