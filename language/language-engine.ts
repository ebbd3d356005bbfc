import type { LanguageMethod, LanguageMethods } from '../protocol/language.js';

type Given<M extends LanguageMethod> = LanguageMethods[M]['params'];
type Answer<M extends LanguageMethod> = LanguageMethods[M]['result'] | Promise<LanguageMethods[M]['result']>;

/**
 * What knows the types of notebooks. All that the process is asked goes through this, so that another engine, such as
 * TypeScript 7's own server, can take the place of the one that is there.
 */
export type LanguageEngine = {
  /** @throws LanguageCancelled where it was broken off. */
  [M in Exclude<LanguageMethod, 'memory'>]: (params: Given<M>) => Answer<M>;
};

/** The request is no longer wanted. */
export class LanguageCancelled extends Error {
  override name = 'LanguageCancelled';
}
