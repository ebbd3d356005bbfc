import { Editor } from '../test/e2e/editor.js';
import type { Measure } from './measurement.js';
import { median, spread } from './statistics.js';

/** The installed extension in a real code-server, each time in an extension host that is new. */
export const extensionActivation: Measure = {
  name: 'extension-activation',
  async run({ product, quick }) {
    const times: number[] = [];
    const editor = await Editor.start({ extension: { vsix: product.vsix } });
    try {
      for (let n = 0; n < (quick ? 2 : 7); n++) {
        const window = await editor.openWindow();
        const ms = await window.evaluateInHost(async (vscode) => {
          const extension = vscode.extensions.getExtension('epochbook.epochbook');
          if (!extension) throw new Error('The extension is not installed.');
          if (extension.isActive) throw new Error('The extension was active before a notebook was opened.');
          // Our dependency, which every notebook file activates anyhow.
          await vscode.extensions.getExtension('vscode.ipynb')?.activate();
          const started = performance.now();
          await extension.activate();
          return performance.now() - started;
        });
        times.push(ms);
      }
    } finally {
      await editor.stop();
    }
    return [
      {
        name: 'extension activation',
        value: median(times),
        unit: 'ms',
        detail: `loading included, in code-server; ${spread(times)}`,
        target: { atMost: 100 },
      },
    ];
  },
};
