import { type RendererSite, startSite } from './renderer-site.js';

const VARIABLE = 'EPOCHBOOK_TEST_RENDERERS';

/** One bundle for all files of the project. Vitest runs it before it starts the processes of the files. */
export async function setup(): Promise<() => Promise<void>> {
  const { close, ...site } = await startSite();
  process.env[VARIABLE] = JSON.stringify(site);
  return close;
}

/** What `setup` started, which stays open for other files; undefined in a program that is no test. */
export function sharedSite(): RendererSite | undefined {
  const site = process.env[VARIABLE];
  return site ? { ...(JSON.parse(site) as Omit<RendererSite, 'close'>), close: async () => {} } : undefined;
}
