/** Where the tests look for the native engine. */
export function testStorage(): string;
export function provideEngine(): Promise<void>;
