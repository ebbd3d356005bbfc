import { howEnded, say } from '../../words/index.js';

/**
 * Watches the end of this process: where it comes before the command has said how it went (nothing holds the event loop any
 * more, or something has ended the process), that is a failure and not the silence of success.
 *
 * @returns what the command's exit code is given to.
 */
export function guardEnd(): (code: number) => void {
  let done: number | undefined;
  process.exitCode = 1;
  process.once('exit', () => {
    if (done !== undefined) return;
    process.exitCode ||= 1;
    const how = howEnded({ code: Number(process.exitCode), signal: null });
    process.stderr.write(
      say(
        `epochbook: It ended before it was done (${how}): what it waited for can no longer come.\n`,
        `epochbook: 끝내기 전에 종료되었습니다(${how}). 기다리던 결과가 더는 올 수 없습니다.\n`,
      ),
    );
  });
  return (code) => {
    done = code;
    process.exitCode = code;
  };
}
