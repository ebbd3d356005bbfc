import { say } from '../../words/index.js';

/** Where tasks run: in processes on this machine, or on a Ray cluster. */
export type Place = { kind: 'local' } | { kind: 'ray'; address: string; host: string; port: number };

/** Of Ray's client server, where none is said. */
const CLIENT_PORT = 10001;

/** What `--on` and the option `on` say. @throws Error that says what can be written there. */
export function placeOf(text: string): Place {
  if (text === 'local') return { kind: 'local' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'ray:' && url.hostname !== '') {
    const port = Number(url.port || CLIENT_PORT);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return { kind: 'ray', address: `ray://${url.hostname}:${port}`, host, port };
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:')
    throw new Error(
      say(
        `${text} is the address of Ray's Jobs, which give no more than a log. Give that of Ray's client: ray://${url.hostname}:${CLIENT_PORT}.`,
        `${text}은(는) Ray Jobs의 주소인데, Jobs로는 로그만 받을 수 있습니다. Ray 클라이언트의 주소를 쓰세요: ray://${url.hostname}:${CLIENT_PORT}`,
      ),
    );
  throw new Error(
    say(
      `"${text}" is no place to run on. Write local, or the address of a Ray cluster: ray://HOST:${CLIENT_PORT}.`,
      `"${text}"에서는 실행할 수 없습니다. local이나 Ray 클러스터의 주소를 쓰세요: ray://HOST:${CLIENT_PORT}`,
    ),
  );
}
