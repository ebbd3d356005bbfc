import { request } from 'node:http';

/** How long an answer may take: a command that waits for a dialog never ends. */
const MOST_MS = 120_000;

/** Code for the extension host: it gets `vscode` and the given JSON values, and sees nothing else of the test. */
export type HostFunction<Args extends unknown[], Result> = (
  vscode: typeof import('vscode'),
  ...args: Args
) => Result | Promise<Result>;

/** What the probe extension answers when the evaluated code throws. */
export class HostError extends Error {
  override name = 'HostError';
}

/** Talks with the probe extension (see probe/) over its socket. */
export class ProbeClient {
  constructor(private readonly socket: string) {}

  /** The process id of the extension host that holds the socket; undefined while there is none. */
  async hostPid(): Promise<number | undefined> {
    try {
      return (await this.post('/pid', '')) as number;
    } catch {
      return undefined;
    }
  }

  /** Runs a function in the extension host and gives its result. @throws HostError with the message from there. */
  async evaluate<Args extends unknown[], Result>(
    code: HostFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return (await this.post('/evaluate', JSON.stringify({ code: code.toString(), args }))) as Result;
  }

  private post(path: string, body: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // A connection that is kept may be closed by the other side at the moment when it is used again.
      const options = { socketPath: this.socket, path, method: 'POST', agent: false };
      const call = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const answer = JSON.parse(text) as { value?: unknown; error?: { message: string; stack: string } };
          if (!answer.error) return resolve(answer.value);
          const error = new HostError(answer.error.message);
          error.stack = `HostError: ${answer.error.message}\n${answer.error.stack}`;
          reject(error);
        });
      });
      call.on('error', reject);
      call.setTimeout(MOST_MS, () =>
        call.destroy(new Error(`The extension host did not answer within ${MOST_MS / 1000} s: ${body}`)),
      );
      call.end(body);
    });
  }
}
