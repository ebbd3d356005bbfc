import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { type LanguageAnswer, updateSchema } from '../protocol/language.js';
import { setLocale } from '../words/index.js';
import type { EngineTask, EngineThreadStart } from './engine-task.js';
import { LanguageCancelled, type LanguageEngine } from './language-engine.js';
import { TypeScriptEngine } from './typescript/index.js';

// The thread of the language process in which TypeScript computes.

const { folder, locale, cancelled } = workerData as EngineThreadStart;
const flag = new Int32Array(cancelled);
let running = -1;
setLocale(locale);
const { engine } = new TypeScriptEngine({
  folder,
  locale,
  isCancelled: () => Atomics.load(flag, 0) === running,
});

parentPort?.on('message', async (task: EngineTask) => {
  running = task.id;
  parentPort?.postMessage(JSON.stringify(await answer(task)));
});

async function answer({ id, method, params }: EngineTask): Promise<LanguageAnswer> {
  try {
    if (!Object.hasOwn(engine, method)) throw new Error(`The language process does not know "${method}".`);
    const given = method === 'update' ? v.parse(updateSchema, params) : params;
    const ask = engine[method as keyof LanguageEngine] as (given: unknown) => unknown;
    return { id, result: await ask(given) };
  } catch (error) {
    if (error instanceof LanguageCancelled) return { id, cancelled: true };
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
