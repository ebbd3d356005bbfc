import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { say } from '../../words/index.js';

/** What a submission may use. */
export interface Limits {
  /** Milliseconds for all of its cells. */
  timeMs: number;
  /** Milliseconds for one cell. */
  cellMs: number;
  /** Bytes of memory of all of its processes together. */
  memory: number;
  /** Bytes that it may write: of all files together, and of each. */
  disk: number;
  processes: number;
  network: boolean;
}

/** How far a submission is kept apart from the machine. */
export type Isolation =
  /** Linux namespaces: it sees no files but its own and the system's, no other process, and no network. */
  | { kind: 'namespaces' }
  /** Limits of time, memory, disk and processes are watched, nothing else. */
  | { kind: 'none'; why: string };

/** Where a submission runs. */
export interface Cage {
  /** What starts the kernel. */
  through: string[];
  env: Record<string, string | undefined>;
  /** For the kernel's socket and log. */
  room: string;
  /** Its working folder: with the files that were put there, before it starts. */
  work: string;
  cleanUp(): void;
}

/** Runs inside the new namespaces, before the program: makes a file system that holds what is named, and nothing else. */
const ENTER = `
set -e
mount --make-rprivate /
mount -t tmpfs -o "size=$EPOCHBOOK_DISK,nr_inodes=50000,mode=755" tmpfs "$EPOCHBOOK_ROOT"
bind() {
  [ -e "$1" ] || return 0
  [ ! -e "$EPOCHBOOK_ROOT$1" ] || return 0
  if [ -d "$1" ]; then mkdir -p "$EPOCHBOOK_ROOT$1"; else mkdir -p "$EPOCHBOOK_ROOT$(dirname "$1")"; : > "$EPOCHBOOK_ROOT$1"; fi
  mount --bind "$1" "$EPOCHBOOK_ROOT$1"
  mount -o remount,bind,ro,nosuid "$EPOCHBOOK_ROOT$1" || mount -o remount,bind,ro,nosuid,nodev "$EPOCHBOOK_ROOT$1"
}
bind /usr
for each in /bin /sbin /lib /lib32 /lib64 /libx32; do
  if [ -L "$each" ]; then cp -P "$each" "$EPOCHBOOK_ROOT$each"; else bind "$each"; fi
done
for each in ld.so.cache ld.so.conf ld.so.conf.d localtime passwd group nsswitch.conf alternatives; do bind "/etc/$each"; done
printf '%s\\n' "$EPOCHBOOK_READ" | while IFS= read -r each; do [ -z "$each" ] || bind "$each"; done
mkdir -p "$EPOCHBOOK_ROOT/dev/shm" "$EPOCHBOOK_ROOT/proc" "$EPOCHBOOK_ROOT/tmp"
for each in null zero full random urandom; do
  : > "$EPOCHBOOK_ROOT/dev/$each"
  mount --bind "/dev/$each" "$EPOCHBOOK_ROOT/dev/$each"
done
ln -s /proc/self/fd "$EPOCHBOOK_ROOT/dev/fd"
mount -t proc -o nosuid,nodev,noexec proc "$EPOCHBOOK_ROOT/proc"
mkdir -p "$EPOCHBOOK_ROOT$EPOCHBOOK_WORK" "$EPOCHBOOK_ROOT$EPOCHBOOK_ROOM"
cp -R "$EPOCHBOOK_WORK/." "$EPOCHBOOK_ROOT$EPOCHBOOK_WORK/"
mount --bind "$EPOCHBOOK_ROOM" "$EPOCHBOOK_ROOT$EPOCHBOOK_ROOM"
cd "$EPOCHBOOK_ROOT"
mkdir .old
pivot_root . .old
umount -l /.old
rmdir /.old
cd "$EPOCHBOOK_WORK"
EPOCHBOOK_ROOM_=$EPOCHBOOK_ROOM
unset EPOCHBOOK_ROOT EPOCHBOOK_ROOM EPOCHBOOK_READ EPOCHBOOK_DISK
largest=$1 most=$2 user=$3
shift 3
drop=
if [ "$user" != 0 ]; then
  chown -R "$user:$user" "$EPOCHBOOK_WORK" "$EPOCHBOOK_ROOM_"
  chmod 1777 /tmp /dev/shm
  drop="--reuid=$user --regid=$user --clear-groups"
fi
unset EPOCHBOOK_ROOM_
exec prlimit --core=0 --fsize="$largest" --nproc="$most" \
  setpriv $drop --pdeathsig KILL --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
`;

/** Linux counts no processes of root, so a grading that root starts hands each submission to a user that owns nothing. */
const isRoot = process.getuid?.() === 0;
const strangerId = (): number => 1_000_000_000 + randomInt(1_000_000_000);

/** What it may read beside the system: the program itself. */
const OWN = (): string[] => [process.execPath, __dirname, join(__dirname, '..', 'workbooks', 'data')];

/** Tries whether this machine keeps a process apart, with what a submission will be started by. */
export async function findIsolation(): Promise<Isolation> {
  if (process.platform !== 'linux')
    return {
      kind: 'none',
      why: say('Only Linux has namespaces.', '네임스페이스는 Linux에만 있습니다.'),
    };
  const cage = makeCage({ kind: 'namespaces' }, TRIAL, []);
  try {
    const [program, ...args] = [...cage.through, process.execPath, '-e', 'process.exit(0)'];
    const env = Object.fromEntries(
      Object.entries({ ...process.env, ...cage.env }).filter(([, value]) => value !== undefined),
    ) as NodeJS.ProcessEnv;
    await promisify(execFile)(program as string, args, { env, timeout: 20_000 });
    return { kind: 'namespaces' };
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return { kind: 'none', why: stderr.trim().split('\n').at(-1) || message };
  } finally {
    cage.cleanUp();
  }
}

const TRIAL: Limits = {
  timeMs: 0,
  cellMs: 0,
  memory: 0,
  disk: 32 * 1024 * 1024,
  processes: 64,
  network: false,
};

/** Threads count as processes to Linux, and Node has a dozen. */
const THREADS_PER_PROCESS = 24;

const CAGES = 'epochbook-grade-';

/** Takes away the folders of gradings that were killed. */
export function removeAbandonedCages(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(CAGES) ? Number.parseInt(name.slice(CAGES.length), 10) : 0;
    if (pid > 0 && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @param readable files and folders that it may read too. */
export function makeCage(isolation: Isolation, limits: Limits, readable: readonly string[]): Cage {
  const base = mkdtempSync(join(tmpdir(), `${CAGES}${process.pid}-`));
  const [room, work, root] = ['room', 'work', 'root'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [room, work, root]) mkdirSync(folder, { mode: 0o700 });
  const cleanUp = (): void => rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  const bare = bareEnvironment(work);
  if (isolation.kind === 'none') return { through: [], env: bare, room, work, cleanUp };
  return {
    through: [
      // With the command line everything ends that it has started, however it ends.
      ...['setpriv', '--pdeathsig', 'KILL'],
      'unshare',
      ...(isRoot ? [] : ['--user', '--map-root-user']),
      ...['--mount', '--pid', '--ipc', '--uts', '--fork', '--kill-child=SIGKILL'],
      ...(limits.network ? [] : ['--net']),
      ...['sh', '-c', ENTER, 'sh', String(limits.disk), String(limits.processes * THREADS_PER_PROCESS)],
      String(isRoot ? strangerId() : 0),
    ],
    env: {
      ...bare,
      TMPDIR: '/tmp',
      EPOCHBOOK_ROOT: root,
      EPOCHBOOK_ROOM: room,
      EPOCHBOOK_WORK: work,
      EPOCHBOOK_DISK: String(limits.disk),
      EPOCHBOOK_READ: [...OWN(), ...readable].filter(existsSync).join('\n'),
    },
    room,
    work,
    cleanUp,
  };
}

/** Nothing of the teacher's environment is for submissions: it may hold keys and tokens. */
function bareEnvironment(work: string): Record<string, string | undefined> {
  const none = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(
    ':',
  );
  const { SystemRoot, windir, PATHEXT, ComSpec, PATH } = process.env;
  const windows = { SystemRoot, windir, PATHEXT, ComSpec, USERPROFILE: work, TEMP: work, TMP: work };
  return {
    ...none,
    PATH: process.platform === 'win32' ? PATH : path,
    HOME: work,
    TMPDIR: work,
    LANG: 'C.UTF-8',
    ...(process.platform === 'win32' && windows),
  };
}
