/** A cell that does not parse. Nothing of it has run. */
export class CellSyntaxError extends SyntaxError {
  override name = 'SyntaxError';

  /** @param line in the cell, from 1. @param column from 1. */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}
