export interface Windows {
  /** The program that runs those of Windows. */
  wine: string;
  wineserver: string;
  /** Windows' Node, a path of this system. */
  node: string;
}
export function installedWindows(): Windows | undefined;
export function provideWindows(): Promise<void>;
export function copyWindows(prefix: string): void;
export function wineEnvironment(prefix: string): Record<string, string | undefined>;
