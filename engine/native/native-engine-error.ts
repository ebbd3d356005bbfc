import { dirname } from 'node:path';
import { say } from '../../words/index.js';
import type { NativeCandidate } from './find-native.js';

/** A native engine that is there and does not load. The message says why and what mends it. */
export class NativeEngineError extends Error {
  override name = 'NativeEngineError';

  constructor(
    readonly candidate: NativeCandidate,
    error: unknown,
  ) {
    const cause = causeOf(error);
    const mend = mendOf(candidate);
    super(
      say(
        `The native engine in ${candidate.path} does not load: ${cause} ${mend}`,
        `${candidate.path}에 있는 네이티브 엔진을 불러올 수 없습니다: ${cause} ${mend}`,
      ),
      { cause: error },
    );
  }
}

/** The one sentence that tells how to get a native engine. */
export const howToInstall = (): string =>
  say(
    'Install it with the command "Epochbook: Install Native Engine", or in a terminal with "npx epochbook engine install".',
    '"Epochbook: 네이티브 엔진 설치" 명령이나 터미널의 "npx epochbook engine install"로 설치하세요.',
  );

function mendOf({ origin, path, name }: NativeCandidate): string {
  if (origin === 'installed') {
    return say(
      'Install it anew: "npx epochbook engine install --force".',
      '다시 설치하세요: "npx epochbook engine install --force".',
    );
  }
  const folder = dirname(dirname(dirname(path)));
  return say(
    `Mend it with "npm rebuild ${name}" in ${folder}, or remove it there and use "npx epochbook engine install".`,
    `${folder}에서 "npm rebuild ${name}"을(를) 실행하거나, 그 패키지를 지우고 "npx epochbook engine install"을 쓰세요.`,
  );
}

/** What Node and the loader of the operating system say, as one sentence for people. */
function causeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const library = /^(?:.*: )?(\S+): cannot open shared object file/m.exec(message)?.[1];
  if (library) return say(`the library ${library} is missing.`, `${library} 라이브러리가 없습니다.`);
  if (/can not be found at path/.test(message)) {
    return say(
      `its addon (tfjs_binding.node) was never built or downloaded for Node ${process.versions.node}.`,
      `Node ${process.versions.node}용 애드온(tfjs_binding.node)이 만들어지거나 다운로드되지 않았습니다.`,
    );
  }
  if (/NODE_MODULE_VERSION|did not self-register/.test(message)) {
    return say(
      `it was built for another Node than this one (${process.versions.node}).`,
      `지금의 Node ${process.versions.node}이(가) 아닌 다른 Node용으로 만들어졌습니다.`,
    );
  }
  if (/GLIBC/.test(message)) {
    return say(
      'this system’s C library is too old for it.',
      '이 시스템의 C 라이브러리가 너무 오래되었습니다.',
    );
  }
  if (/invalid ELF|wrong ELF|file too short|mach-o|not a valid Win32/i.test(message)) {
    return say(
      'its files are damaged or made for another kind of computer.',
      '파일이 손상되었거나 다른 종류의 컴퓨터용입니다.',
    );
  }
  const missing = /Cannot find module '([^']+)'/.exec(message)?.[1];
  if (missing)
    return say(`its file or package "${missing}" is missing.`, `"${missing}" 파일이나 패키지가 없습니다.`);
  const line = message.split('\n')[0]?.trim() ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
