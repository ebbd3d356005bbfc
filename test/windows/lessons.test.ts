import { underWindows } from './under-windows.js';

await underWindows('./there/lessons.ts');
