import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { until } from './until.js';
import type { Suite } from './use-editor.js';

export const KEPT = "const kept = 41; console.log('pid ' + process.pid);";
/** Says a number a quarter of a second, until the file is there. */
export const LINES = (stop: string) => `import { existsSync } from 'node:fs';
for (let i = 1; !existsSync(${JSON.stringify(stop)}); i++) { console.log('line ' + i + '.'); await new Promise((r) => setTimeout(r, 100)); }
console.log('done with ' + (kept + 1));`;
export const FIT = (epochs: number) => `import * as tf from '@tensorflow/tfjs-node';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: ${epochs}, callbacks: { onEpochEnd: async (epoch) => {
  console.log('line ' + (epoch + 1) + '.');
  await new Promise((r) => setTimeout(r, 100));
} } });
console.log('done with ' + (kept + 1));`;

export const pidIn = (text: string): string => /pid (\d+)/.exec(text)?.[1] ?? '';

/** What is seen of a kernel that outlives its windows, and of its cells, in the window of a suite. */
export class KeptKernel {
  constructor(private readonly suite: Suite) {}

  processes(): ReturnType<Suite['editor']['processes']> {
    return this.suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));
  }

  async text(path: string, index: number): Promise<string> {
    return (await this.suite.window.cell(path, index)).outputs.map(({ text }) => text).join('\n');
  }

  /** The numbers of all lines that a cell has said. */
  lines(path: string, index: number): Promise<number[]> {
    return this.suite.window.evaluateInHost(
      (vscode, file, at) => {
        const uri = vscode.Uri.file(file).toString();
        const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
        if (!document) throw new Error(`The notebook ${file} is not open.`);
        const items = document.cellAt(at).outputs.flatMap((output) => output.items);
        const texts = items.filter(({ mime }) => /stdout$/.test(mime));
        const text = texts.map(({ data }) => new TextDecoder().decode(data)).join('');
        return [...text.matchAll(/line (\d+)\./g)].map(([, n]) => Number(n));
      },
      path,
      index,
    );
  }

  /** What a cell has said, each number once and in order. */
  async expectAllLines(path: string, index: number): Promise<void> {
    const lines = await this.lines(path, index);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines).toEqual(lines.map((_, i) => i + 1));
  }

  /** Variables are there, in the same process. */
  async expectKept(path: string, index: number, pid: string): Promise<void> {
    const { window } = this.suite;
    await window.editCell(path, index, "console.log('pid ' + process.pid + ' kept ' + kept)");
    await window.runCell(path, index);
    expect(await this.text(path, index)).toContain(`pid ${pid} kept 41`);
  }

  /** Closing the notebook ends the kernel, of which nothing is left. */
  async expectEndsWithNotebook(): Promise<void> {
    const { window, editor } = this.suite;
    await window.closeEditors();
    await until('the end of the kernel', () => this.processes().length === 0);
    const storage = join(editor.folder, '..', 'user-data', 'User', 'globalStorage', 'epochbook.epochbook');
    const records = join(storage, 'kernels');
    await until('no record', () => !existsSync(records) || readdirSync(records).length === 0);
  }
}
