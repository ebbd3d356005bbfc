import type { Logs } from '../fitting/index.js';
import { exponential } from './python-number.js';

const WIDTH = 20;

export interface ProgressPoint {
  /** Batches done of the epoch, and how many it has; null until the first epoch has shown it. */
  done: number;
  of: number | null;
  seconds: number;
  ended: boolean;
}

/** The line of Keras' progress bar: `3/5 ━━━━━━━━━━━━──────── 0s 12ms/step - loss: 0.6931`. */
export function progressLine({ done, of, seconds, ended }: ProgressPoint, logs: Logs): string {
  const perStep = done > 0 ? seconds / done : 0;
  const left = of === null ? undefined : perStep * (of - done);
  const time = ended || left === undefined ? seconds : left;
  const values = Object.entries(logs).map(([name, value]) => ` - ${name}: ${shown(value)}`);
  return `${count(done, of)} ${bar(done, of)} ${clock(time)} ${stepTime(perStep)}/step${values.join('')}`;
}

const count = (done: number, of: number | null): string =>
  of === null ? `${done}/Unknown` : `${String(done).padStart(String(of).length)}/${of}`;

function bar(done: number, of: number | null): string {
  if (of === null) return '━'.repeat(WIDTH);
  const filled = Math.min(WIDTH, Math.floor((WIDTH * done) / of));
  return '━'.repeat(filled) + '─'.repeat(WIDTH - filled);
}

const shown = (value: number): string =>
  Math.abs(value) > 1e-3 || !Number.isFinite(value) || value === 0
    ? value.toFixed(4)
    : `${value < 0 ? '-' : ''}${exponential(Math.abs(value), 4)}`;

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (whole > 3600)
    return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  if (whole > 60) return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  return `${whole}s`;
}

function stepTime(seconds: number): string {
  if (seconds >= 1 || seconds === 0) return `${Math.round(seconds)}s`;
  return seconds >= 1e-3 ? `${Math.round(seconds * 1e3)}ms` : `${Math.round(seconds * 1e6)}us`;
}
