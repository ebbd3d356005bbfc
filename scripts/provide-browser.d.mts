export function findBrowser(): string | undefined;
export function provideBrowser(): Promise<string>;
export function provideExtras(): Promise<void>;
