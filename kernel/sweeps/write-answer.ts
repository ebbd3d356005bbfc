import { writeValues } from './write-values.js';

/** What a call gave back, written into the folder under the name `answer`; rejects with CannotGo where that cannot be. */
export const writeAnswer = async (value: unknown, folder: string): Promise<void> => {
  await writeValues(new Map([['answer', value]]), folder);
};
