import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { findProgram, runProgram } from '../../engine/install/index.js';
import { say } from '../../words/index.js';

/** A program and the arguments that come before TensorBoard's own. */
export interface TensorBoardCommand {
  program: string;
  args: string[];
}

/** Windows' own installer puts `py` on the PATH. */
const PYTHONS = process.platform === 'win32' ? ['python', 'py', 'python3'] : ['python3', 'python'];

/** There is no TensorBoard. The message says how to install it. */
export class TensorBoardMissing extends Error {
  override name = 'TensorBoardMissing';
}

/**
 * The TensorBoard to start.
 *
 * @param chosen Path or name of `tensorboard`, or of a Python that has it. Without it the first on the PATH of
 *   `tensorboard`, `python3` and `python`, and on Windows `py`.
 * @throws TensorBoardMissing
 */
export async function findTensorBoard(chosen?: string): Promise<TensorBoardCommand> {
  if (chosen) return chosenTensorBoard(chosen);
  const program = findProgram('tensorboard');
  if (program) return { program, args: [] };
  for (const name of PYTHONS) {
    const python = findProgram(name);
    if (python && (await hasTensorBoard(python))) return asModule(python);
  }
  throw new TensorBoardMissing(
    say(
      `TensorBoard is not installed here. ${howToInstall()}`,
      `TensorBoard가 설치되어 있지 않습니다. ${howToInstall()}`,
    ),
  );
}

async function chosenTensorBoard(chosen: string): Promise<TensorBoardCommand> {
  const program = existsSync(chosen) ? chosen : findProgram(chosen);
  if (!program) {
    throw new TensorBoardMissing(
      say(
        `The program "${chosen}" does not exist. Name the path of tensorboard, or of a Python that has it.`,
        `"${chosen}" 프로그램이 없습니다. tensorboard의 경로나 TensorBoard가 설치된 Python의 경로를 적으세요.`,
      ),
    );
  }
  if (!/^(python|pypy|py(\.exe)?$)/i.test(basename(program))) return { program, args: [] };
  if (await hasTensorBoard(program)) return asModule(program);
  throw new TensorBoardMissing(
    say(
      `The Python ${program} has no TensorBoard. Install it with: "${program}" -m pip install tensorboard`,
      `Python ${program}에 TensorBoard가 없습니다. 설치 명령: "${program}" -m pip install tensorboard`,
    ),
  );
}

const asModule = (python: string): TensorBoardCommand => ({
  program: python,
  args: ['-m', 'tensorboard.main'],
});

async function hasTensorBoard(python: string): Promise<boolean> {
  const look = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("tensorboard") is None)';
  return (await runProgram(python, ['-c', look])).ok;
}

function howToInstall(): string {
  const python = findProgram(...PYTHONS);
  return python
    ? say('Install it with: pip install tensorboard', '다음 명령으로 설치하세요: pip install tensorboard')
    : say(
        'It needs Python: install Python 3, then run: pip install tensorboard',
        'Python이 필요합니다. Python 3을 설치한 다음 실행하세요: pip install tensorboard',
      );
}
