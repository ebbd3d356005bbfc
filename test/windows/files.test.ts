import { underWindows } from './under-windows.js';

await underWindows('../kernel/model-files.test.ts');
await underWindows('../kernel/model-files-kill.test.ts');
await underWindows('../kernel/callbacks.test.ts', { only: /a kernel that is killed/ });
await underWindows('../unit/notebook/notebook-file.test.ts');
await underWindows('../unit/library/program-tables.test.ts');
