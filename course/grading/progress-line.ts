import type { GradeLine } from '../../protocol/command-line.js';

/** Tells the program that started this one, where it has asked for it (`--progress`). */
export function progressLine(line: GradeLine, { progress }: { progress: boolean }): void {
  if (progress) process.stdout.write(`${JSON.stringify(line)}\n`);
}
