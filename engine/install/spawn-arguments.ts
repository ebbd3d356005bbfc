const SCRIPT = /\.(cmd|bat)$/i;
/** What `cmd.exe` takes apart or for more than itself. */
const SPECIAL = /[\s&|<>^()"!%,;=]/;

/**
 * How to start a program: npm and the like are scripts on Windows, which only its shell can start. Node hands that one line
 * without quotes, and a usual place of npm is `C:\\Program Files\\nodejs`.
 */
export function spawnArguments(
  program: string,
  args: readonly string[],
  platform = process.platform,
): { command: string; args: string[]; shell: boolean } {
  if (platform !== 'win32' || !SCRIPT.test(program))
    return { command: program, args: [...args], shell: false };
  return { command: quoted(program), args: args.map(quoted), shell: true };
}

const quoted = (text: string): string =>
  text !== '' && !SPECIAL.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
