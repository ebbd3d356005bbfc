/** Where the files are, or would be. */
export function labDataFolder(): string;
/** Names of the files that are not there. */
export function missingLabData(): string[];
export function provideLabData(): Promise<void>;
