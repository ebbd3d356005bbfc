export function interopPython(): string | undefined;
export function providePython(): Promise<void>;
