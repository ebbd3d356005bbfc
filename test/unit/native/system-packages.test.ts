import { expect, test } from 'vitest';
import { spawnArguments } from '../../../engine/install/spawn-arguments.js';
import { installCommand, type SystemTool } from '../../../engine/install/system-packages.js';

const all: SystemTool[] = ['g++', 'pip', 'npm'];

test.each([
  ['linux', ['apt-get'], 'sudo apt-get install g++ python3-pip npm'],
  ['linux', ['dnf'], 'sudo dnf install gcc-c++ python3-pip npm'],
  ['linux', ['zypper'], 'sudo zypper install gcc-c++ python3-pip npm'],
  ['linux', ['pacman'], 'sudo pacman -S gcc python-pip npm'],
  ['linux', ['apk'], 'apk add g++ py3-pip npm'],
  ['linux', [], 'sudo apt-get install g++ python3-pip npm'],
  ['darwin', ['brew', 'apt-get'], 'brew install gcc python node'],
  [
    'win32',
    ['apt-get'],
    'winget install Microsoft.VisualStudio.2022.BuildTools Python.Python.3.12 OpenJS.NodeJS.LTS',
  ],
] as const)('on %s with %j: %s', (platform, programs, command) => {
  expect(installCommand(all, platform, (name) => (programs as readonly string[]).includes(name))).toBe(
    command,
  );
});

test.each([
  [
    'win32',
    'C:\\Program Files\\nodejs\\npm.cmd',
    ['install', 'a b', 'x@1'],
    '"C:\\Program Files\\nodejs\\npm.cmd"',
    ['install', '"a b"', 'x@1'],
    true,
  ],
  ['win32', 'C:\\n\\npm.CMD', ['a&b', '', 'say "x"'], 'C:\\n\\npm.CMD', ['"a&b"', '""', '"say ""x"""'], true],
  [
    'win32',
    'C:\\Program Files\\nodejs\\node.exe',
    ['a b'],
    'C:\\Program Files\\nodejs\\node.exe',
    ['a b'],
    false,
  ],
  ['linux', '/opt/my tools/npm.cmd', ['a b'], '/opt/my tools/npm.cmd', ['a b'], false],
] as const)('%s starts %s %j', (platform, program, args, command, given, shell) => {
  expect(spawnArguments(program, args, platform)).toEqual({ command, args: [...given], shell });
});
