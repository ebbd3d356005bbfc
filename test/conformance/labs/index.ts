import type { TfNamespace } from '../../../kernel/engines/index.js';

export interface Lab {
  name: string;
  run(tf: TfNamespace, folder: string): Promise<Record<string, number[]>>;
}
export const labs: readonly Lab[] = [];
