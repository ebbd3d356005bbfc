/** A Python that can import a module; undefined where there is none. */
export function pythonWith(module: string): string | undefined;
