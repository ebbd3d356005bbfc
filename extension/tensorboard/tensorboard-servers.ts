import type { ChildProcess } from 'node:child_process';
import type * as vscode from 'vscode';
import { runTensorBoardCommand, type TensorBoardMessage } from './command-line.js';

/** A TensorBoard that did not start, or has ended by itself; the message is the one of the command line. */
export class TensorBoardError extends Error {
  override name = 'TensorBoardError';

  constructor(
    message: string,
    /** It is not installed. */
    readonly missing: boolean,
  ) {
    super(message);
  }
}

interface Server {
  child: ChildProcess;
  url: Promise<string>;
  ended: Promise<void>;
}

/** The TensorBoards of this window, one for each log folder. They end with the window. */
export class TensorBoardServers implements vscode.Disposable {
  private readonly servers = new Map<string, Server>();

  constructor(private readonly script: string) {}

  /**
   * The address of the one that shows a folder; it is started where there is none yet.
   *
   * @param program Path of tensorboard, or of a Python that has it; empty for the one on the PATH.
   * @throws TensorBoardError
   */
  open(folder: string, program: string): Promise<string> {
    const known = this.servers.get(folder);
    if (known) return known.url;
    const args = program ? [folder, '--program', program] : [folder];
    const server = this.start(args);
    this.servers.set(folder, server);
    void server.ended.then(() => {
      if (this.servers.get(folder) === server) this.servers.delete(folder);
    });
    return server.url;
  }

  /** Ends the one that shows a folder. */
  stop(folder: string): void {
    this.servers.get(folder)?.child.stdin?.end();
    this.servers.delete(folder);
  }

  /** The log folders in and below a folder, the newest first. */
  logFolders(folder: string): Promise<Extract<TensorBoardMessage, { folders: unknown }>['folders']> {
    return new Promise((resolve, reject) => {
      runTensorBoardCommand(this.script, ['--list', folder], (message) => {
        if ('folders' in message) resolve(message.folders);
        else if ('error' in message) reject(new TensorBoardError(message.error, message.missing));
      });
    });
  }

  private start(args: string[]): Server {
    let hear: (message: TensorBoardMessage) => void = () => {};
    const { child, ended } = runTensorBoardCommand(this.script, args, (message) => hear(message));
    const url = new Promise<string>((resolve, reject) => {
      hear = (message) => {
        if ('url' in message) resolve(message.url);
        else if ('error' in message) reject(new TensorBoardError(message.error, message.missing));
      };
      // Without an effect where it has told its address or its error.
      void ended.then(() => reject(new TensorBoardError('', false)));
    });
    return { child, url, ended };
  }

  dispose(): void {
    for (const folder of [...this.servers.keys()]) this.stop(folder);
  }
}
