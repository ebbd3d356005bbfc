import { underWindows } from './under-windows.js';

const files = ['cells', 'evaluation', 'mistakes', 'stray-exceptions', 'interrupt', 'server', 'plain-node'];
for (const name of files) await underWindows(`../kernel/${name}.test.ts`);
