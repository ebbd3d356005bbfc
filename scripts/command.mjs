// Starting other programs.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { text } from './say.mjs';

export const isWindows = process.platform === 'win32';

/** Runs a program and gives its exit status and what it printed. */
export function capture(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: isWindows,
    ...options,
  });
  return { status: status ?? 1, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** Runs a program on this console; resolves with its exit status (128 + n where a signal ended it). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: isWindows,
      ...options,
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

/**
 * Runs a program quietly: its output goes to a log file, and a line with the time that has passed is printed now and
 * then, so that minutes of work do not look like a hang. Resolves with the exit status.
 */
export function runQuietly(label, command, args, { log, ...options }) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const file = createWriteStream(log, { flags: 'a' });
    file.write(`\n$ ${command} ${args.join(' ')}\n`);
    console.log(`  ${label} …`);
    const unit = text('s', '초');
    const heartbeat = setInterval(() => console.log(`  ${label} … ${seconds()} ${unit}`), 15_000);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows, ...options });
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
    child.on('error', (error) => {
      clearInterval(heartbeat);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(heartbeat);
      const how = code === 0 ? text('done', '완료') : text('failed', '실패');
      console.log(`  ${label}: ${how} (${seconds()} ${unit})`);
      file.end(() => resolve(code ?? 1));
    });
  });
}

/** The last lines of a log file, for an error message. */
export function lastLines(file, count = 25) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * The environment for an npm that installs something else than this repository: without what an outer `npm run` says
 * about its own package.
 */
export function foreignNpmEnvironment(extra = {}) {
  const own =
    /^npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|user_agent|npm_version))/i;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name) && name !== 'NODE_ENV');
  return { ...Object.fromEntries(kept), ...extra };
}
