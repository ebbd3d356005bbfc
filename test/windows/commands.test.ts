import { underWindows } from './under-windows.js';

await underWindows('../kernel/command-line.test.ts');
await underWindows('../kernel/foreign-notebooks.test.ts');
await underWindows('../kernel/lecture-listings.test.ts');
