import { say } from '../../words/index.js';
import type { FileSource } from './file-source.js';

/** `17.5 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const reasonOf = (error: unknown): string => {
  const { code, cause, name, message } = error as NodeJS.ErrnoException;
  const inner = cause as NodeJS.ErrnoException | undefined;
  return inner?.code ?? code?.toString() ?? (name === 'AbortError' ? 'ETIMEDOUT' : message);
};

const kept = (bytes: number): string =>
  bytes > 0
    ? say(
        ` The ${megabytes(bytes)} that have come are kept: run the cell again and it goes on from there.`,
        ` 받은 데까지(${megabytes(bytes)})는 그대로 있습니다. 셀을 다시 실행하면 거기서부터 이어서 받습니다.`,
      )
    : '';

export const unreachable = ({ name, url }: FileSource, error: unknown, bytes: number): Error =>
  new Error(
    say(
      `${name} cannot be fetched: ${new URL(url).host} does not answer (${reasonOf(error)}). Is there a network?${kept(bytes)}`,
      `${name}을(를) 받을 수 없습니다. ${new URL(url).host}이(가) 응답하지 않습니다(${reasonOf(error)}). 네트워크에 연결되어 있나요?${kept(bytes)}`,
    ),
    { cause: error },
  );

export const refusedBy = ({ name, url }: FileSource, { status, statusText }: Response): Error =>
  new Error(
    say(
      `${name} cannot be fetched: ${url} answers ${status} ${statusText}.`,
      `${name}을(를) 받을 수 없습니다. ${url}의 응답: ${status} ${statusText}`,
    ),
  );

/** @param bytes that the server promises; undefined for a web page. */
export const otherFile = ({ name, url, size }: FileSource, bytes: number | undefined): Error =>
  new Error(
    bytes === undefined
      ? say(
          `${name} cannot be fetched: ${url} answers with a web page. Does the network want you to sign in first?`,
          `${name}을(를) 받을 수 없습니다. ${url}이(가) 웹 페이지로 답합니다. 네트워크에 먼저 로그인해야 하나요?`,
        )
      : say(
          `${name} cannot be fetched: what ${url} offers has ${bytes} bytes, but ${size} were expected. It is another file.`,
          `${name}을(를) 받을 수 없습니다. ${url}의 파일은 ${bytes}바이트인데 ${size}바이트여야 합니다. 다른 파일입니다.`,
        ),
  );

export const brokenOff = ({ name, size }: FileSource, bytes: number, error: unknown): Error =>
  new Error(
    say(
      `${name} has come by half only: ${megabytes(bytes)}${size ? ` of ${megabytes(size)}` : ''}, then the connection broke (${reasonOf(error)}).${kept(bytes)}`,
      `${name}을(를) 다 받지 못했습니다. ${size ? `${megabytes(size)} 가운데 ` : ''}${megabytes(bytes)} 받은 뒤에 연결이 끊겼습니다(${reasonOf(error)}).${kept(bytes)}`,
    ),
    { cause: error },
  );

export const wrongChecksum = ({ name, url, checksum }: FileSource): Error =>
  new Error(
    say(
      `${name} from ${url} is not the file that was expected: its checksum (${checksum.algorithm}) is another. Nothing of it is kept. Run the cell again; if it comes to the same, something between you and the server changes it, such as a sign-in page of the network.`,
      `${url}에서 받은 ${name}은(는) 예상한 파일이 아닙니다. 체크섬(${checksum.algorithm})이 다릅니다. 받은 것은 지웠습니다. 셀을 다시 실행하세요. 그래도 같다면 네트워크의 로그인 페이지처럼 서버와의 사이에서 무언가가 내용을 바꾸고 있는 것입니다.`,
    ),
  );

export const noSpace = ({ name, size }: FileSource, part: string, error: unknown): Error =>
  new Error(
    say(
      `The disk is full: ${name} needs ${size ? megabytes(size) : 'more room'}, at ${part}. Free some space and run the cell again; it goes on with what has come. Or name another folder in EPOCHBOOK_CACHE.`,
      `디스크가 가득 찼습니다. ${name}에는 ${size ? `${megabytes(size)}의` : '더 많은'} 공간이 필요합니다. 위치: ${part}. 공간을 비우고 셀을 다시 실행하면 받은 데서부터 이어집니다. EPOCHBOOK_CACHE로 다른 폴더를 정할 수도 있습니다.`,
    ),
    { cause: error },
  );

export const noWriting = (path: string, error: unknown): Error =>
  new Error(
    say(
      `Nothing can be written to ${path} (${reasonOf(error)}). Name another folder in EPOCHBOOK_CACHE.`,
      `${path}에 쓸 수 없습니다(${reasonOf(error)}). EPOCHBOOK_CACHE로 다른 폴더를 정하세요.`,
    ),
    { cause: error },
  );
