import { findProgram } from './find-program.mjs';

/** What `epochbook` may need of the system. */
export type SystemTool = 'npm' | 'g++' | 'pip';

type Manager = readonly [program: string, install: string, names: Record<SystemTool, string>];

/** Package managers in the order in which they are looked for: a program, what installs, and what it calls each tool. */
const managers: Partial<Record<NodeJS.Platform, readonly Manager[]>> = {
  linux: [
    ['apt-get', 'sudo apt-get install', { npm: 'npm', 'g++': 'g++', pip: 'python3-pip' }],
    ['dnf', 'sudo dnf install', { npm: 'npm', 'g++': 'gcc-c++', pip: 'python3-pip' }],
    ['zypper', 'sudo zypper install', { npm: 'npm', 'g++': 'gcc-c++', pip: 'python3-pip' }],
    ['pacman', 'sudo pacman -S', { npm: 'npm', 'g++': 'gcc', pip: 'python-pip' }],
    ['apk', 'apk add', { npm: 'npm', 'g++': 'g++', pip: 'py3-pip' }],
  ],
  darwin: [['brew', 'brew install', { npm: 'node', 'g++': 'gcc', pip: 'python' }]],
  win32: [
    [
      'winget',
      'winget install',
      {
        npm: 'OpenJS.NodeJS.LTS',
        'g++': 'Microsoft.VisualStudio.2022.BuildTools',
        pip: 'Python.Python.3.12',
      },
    ],
  ],
};

/** The command that installs these tools here: with the package manager that is there, else with the usual one. */
export function installCommand(
  tools: readonly SystemTool[],
  platform: NodeJS.Platform = process.platform,
  has: (program: string) => boolean = (program) => findProgram(program) !== undefined,
): string {
  const known = managers[platform] ?? managers.linux ?? [];
  const manager = known.find(([program]) => has(program)) ?? known[0];
  if (!manager) return '';
  const [, install, names] = manager;
  return `${install} ${[...new Set(tools.map((tool) => names[tool]))].join(' ')}`;
}
