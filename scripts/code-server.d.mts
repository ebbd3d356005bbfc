import type { ChildProcess } from 'node:child_process';
import type { EditorPrograms } from './provide-editor.mjs';

export interface CodeServerOptions {
  editor: EditorPrograms;
  userData: string;
  extensions: string;
  /** File that gets what the server prints. */
  log?: string;
  /** 0, the default, takes any free one. */
  port?: number | string;
  env?: Record<string, string>;
  locale?: string;
  args?: string[];
}
export interface CodeServer {
  origin: string;
  process: ChildProcess;
  stop(): Promise<void>;
}
export const quietSettings: Record<string, unknown>;
export function writeSettings(
  userData: string,
  settings: Record<string, unknown>,
  options?: { keep?: boolean },
): void;
export function speakKorean(userData: string): void;
export function linkExtensions(extensions: string, sources: string[]): void;
export function startCodeServer(options: CodeServerOptions): Promise<CodeServer>;
export function addressOf(origin: string, folder: string, file?: string): string;
