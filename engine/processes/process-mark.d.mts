/** The form of a mark. */
export const MARK: RegExp;

/** A new mark of this process, for names of files. */
export function newMark(): string;

/** Whether the process that made a mark lives; false for any other text. */
export function isAlive(mark: string): boolean;
