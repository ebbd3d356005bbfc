/** The full path of the first of these programs on the PATH, or undefined. */
export function findProgram(...names: string[]): string | undefined;
