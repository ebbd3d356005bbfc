import { resolve } from 'node:path';
import { say } from '../../words/index.js';
import { UsageError } from './usage-error.js';

/**
 * Where the page of a notebook goes: `NAME.html` beside it, unless another place is named.
 *
 * @throws UsageError for a place that a notebook or a script has.
 */
export function pagePath(asked: string | undefined, notebook: string): string {
  const path = asked === undefined ? notebook.replace(/\.(ipynb|[cm]?[jt]sx?)$/i, '.html') : resolve(asked);
  if (path === notebook || /\.(ipynb|[cm]?[jt]sx?)$/i.test(path))
    throw new UsageError(
      say(
        `${path} is no place for a page: name a file that ends with .html.`,
        `${path}에는 페이지를 쓸 수 없습니다. .html로 끝나는 파일을 지정하세요.`,
      ),
    );
  return path;
}
