import { say } from '../../words/index.js';
import { findProgram } from './find-program.mjs';
import { InstallError } from './install-error.js';
import { runProgram } from './run-program.js';

export interface BuildTools {
  compiler: string;
  python: string;
}

/** A program that the install needs, and how to get it. */
export interface MissingTool {
  what: string;
  /** Debian and Ubuntu; elsewhere the package has a like name. */
  command: string;
}

/** What building the native engine needs of the system; what of it is missing. */
export async function findBuildTools(
  signal?: AbortSignal,
): Promise<{ tools: Partial<BuildTools>; missing: MissingTool[] }> {
  const compiler = findProgram('g++', 'c++', 'clang++');
  const python = findProgram('python3', 'python');
  const missing: MissingTool[] = [];
  const apt = (name: string): string => `sudo apt-get install ${name}`;
  if (!compiler)
    missing.push({ what: say('a C++ compiler (g++)', 'C++ 컴파일러(g++)'), command: apt('g++') });
  if (!python) missing.push({ what: 'Python 3 (python3, pip)', command: apt('python3-pip') });
  else if (!(await runProgram(python, ['-m', 'pip', '--version'], { signal })).ok)
    missing.push({ what: say('Python’s pip', 'Python의 pip'), command: apt('python3-pip') });
  return { tools: { ...(compiler && { compiler }), ...(python && { python }) }, missing };
}

/** @throws InstallError that names what is missing and the Debian package of each. */
export async function needBuildTools(signal?: AbortSignal): Promise<BuildTools> {
  const { tools, missing } = await findBuildTools(signal);
  const { compiler, python } = tools;
  if (compiler && python && missing.length === 0) return { compiler, python };
  const what = missing.map((tool) => tool.what).join(', ');
  const packages = missing.map(({ command }) => command.split(' ').at(-1)).join(' ');
  throw new InstallError(
    say(
      `Building the native engine needs ${what}, and this system does not have it. On Debian or Ubuntu: sudo apt-get install ${packages}. Then install again.`,
      `네이티브 엔진을 만들려면 ${what}이(가) 필요한데 이 시스템에 없습니다. Debian이나 Ubuntu에서는 sudo apt-get install ${packages}을(를) 실행한 뒤 다시 설치하세요.`,
    ),
  );
}
