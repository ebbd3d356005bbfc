export function rayPython(): string | undefined;
export function provideRay(): Promise<void>;
