import { say } from '../../words/index.js';
import { findProgram } from './find-program.mjs';
import { InstallError } from './install-error.js';
import { runProgram } from './run-program.js';
import { installCommand, type SystemTool } from './system-packages.js';

export interface BuildTools {
  compiler: string;
  python: string;
}

/** A program that the install needs, and how to get it. */
export interface MissingTool {
  what: string;
  tool: SystemTool;
  /** Installs it on this system. */
  command: string;
}

/** What building the native engine needs of the system; what of it is missing. */
export async function findBuildTools(
  signal?: AbortSignal,
): Promise<{ tools: Partial<BuildTools>; missing: MissingTool[] }> {
  const compiler = findProgram('g++', 'c++', 'clang++');
  const python = findProgram('python3', 'python');
  const missing: MissingTool[] = [];
  const lacks = (tool: SystemTool, what: string): void =>
    void missing.push({ what, tool, command: installCommand([tool]) });
  if (!compiler) lacks('g++', say('a C++ compiler (g++)', 'C++ 컴파일러(g++)'));
  if (!python) lacks('pip', 'Python 3 (python3, pip)');
  else if (!(await runProgram(python, ['-m', 'pip', '--version'], { signal })).ok)
    lacks('pip', say('Python’s pip', 'Python의 pip'));
  return { tools: { ...(compiler && { compiler }), ...(python && { python }) }, missing };
}

/** @throws InstallError that names what is missing, and the command that installs it. */
export async function needBuildTools(signal?: AbortSignal): Promise<BuildTools> {
  const { tools, missing } = await findBuildTools(signal);
  const { compiler, python } = tools;
  if (compiler && python && missing.length === 0) return { compiler, python };
  const what = missing.map((tool) => tool.what).join(', ');
  const command = installCommand(missing.map(({ tool }) => tool));
  throw new InstallError(
    say(
      `Building the native engine needs ${what}, and this system does not have it. Run: ${command}. Then install again.`,
      `네이티브 엔진을 만들려면 ${what}이(가) 필요한데 이 시스템에 없습니다. ${command}을(를) 실행한 뒤 다시 설치하세요.`,
    ),
  );
}
