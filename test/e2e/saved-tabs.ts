import type { Page } from 'playwright-core';
import { until } from './until.js';

/**
 * Waits until the page has saved that these files are open: it does so each five seconds, and a window that is loaded anew
 * before has the tabs of before.
 */
export async function tabsSaved(page: Page, names: string[]): Promise<void> {
  await until(`the tabs of ${names.join(' and ')} to be saved`, async () => {
    const saved = await page.evaluate(savedEditors);
    return names.every((name) => saved.includes(name));
  });
}

/** Runs in the page: what its data bases hold of the parts of the window with editors. */
async function savedEditors(): Promise<string> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let found = '';
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const items = database.transaction(store).objectStore(store);
      found += (await settled(items.get('memento/workbench.parts.editor'))) ?? '';
    }
    database.close();
  }
  return found;
}
