import readline from 'node:readline';
import readlinePromises from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

type Interface = readline.Interface;
type AnyFunction = (...args: unknown[]) => unknown;
type Options = Record<string, unknown> & { signal?: AbortSignal };

/** A question that readline has printed and that is not answered yet. */
export interface PendingQuestion {
  query: string;
  /** readline forgets it. */
  cancel(): void;
  /** Whoever waits for the answer gets this instead; false where nobody can be told. */
  fail(error: Error): boolean;
}

interface Watched {
  question: PendingQuestion | undefined;
  /** Its own, of `data`. */
  listeners: unknown[];
}

/**
 * What readline waits for. An interface takes all that its input has, also while nobody has asked: only a question or a
 * listener of lines tells that a line is needed.
 */
export class ReadlineWatch {
  private readonly open = new Map<Interface, Watched>();

  /** @param changed a line may be needed now that was not, or the other way round. */
  constructor(
    private readonly stream: Readable,
    private readonly changed: (needed: boolean) => void,
  ) {}

  /** Interfaces that are made from now on are watched. */
  install(): void {
    for (const module of [readline, readlinePromises] as unknown as Record<string, unknown>[]) {
      const create = module.createInterface as AnyFunction;
      module.createInterface = (...args: unknown[]) =>
        this.watch(args[0], () => create(...args) as Interface);
      module.Interface = new Proxy(module.Interface as new (...args: unknown[]) => Interface, {
        construct: (target, args, newTarget) =>
          this.watch(args[0], () => Reflect.construct(target, args, newTarget) as Interface),
      });
    }
  }

  get interfaces(): number {
    return this.open.size;
  }

  get questions(): PendingQuestion[] {
    return [...this.open.values()].flatMap(({ question }) => question ?? []);
  }

  /** Somebody listens for lines. */
  get wantsLines(): boolean {
    return [...this.open.keys()].some((rl) => rl.listenerCount('line') > 0);
  }

  /** Some interface shows itself what is typed. */
  get echoes(): boolean {
    return [...this.open.keys()].some(({ terminal }) => terminal);
  }

  /**
   * Forgets what was asked, in readline too, so that it can ask anew, and interfaces that take all lines.
   *
   * @returns the listeners of the other interfaces.
   */
  breakOff(): Set<unknown> {
    for (const question of this.questions) question.cancel();
    for (const rl of [...this.open.keys()]) if (rl.listenerCount('line') > 0) this.open.delete(rl);
    return new Set([...this.open.values()].flatMap(({ listeners }) => listeners));
  }

  private watch(options: unknown, create: () => Interface): Interface {
    const before = this.stream.rawListeners('data');
    const rl = create();
    const input = (options as { input?: unknown } | undefined)?.input ?? options;
    if (input !== this.stream) return rl;
    const listeners = this.stream.rawListeners('data').filter((listener) => !before.includes(listener));
    const watched: Watched = { question: undefined, listeners };
    this.open.set(rl, watched);
    rl.once('close', () => {
      this.open.delete(rl);
      this.changed(false);
    });
    const closers = rl.listenerCount('close');
    rl.on('newListener', (name) => {
      if (name === 'line') this.changed(true);
    });
    const question = rl.question as unknown as AnyFunction;
    const asked = (query: unknown, ...rest: unknown[]): unknown => {
      // readline itself drops a second question.
      if (watched.question) return question.call(rl, query, ...rest);
      const given = rest.find((value) => typeof value === 'object' && value !== null) as Options | undefined;
      const answered = rest.find((value) => typeof value === 'function') as AnyFunction | undefined;
      return this.ask(
        watched,
        question.bind(rl),
        String(query),
        given ?? {},
        answered,
        () => rl.listenerCount('close') > closers,
      );
    };
    const custom = (question as unknown as Record<symbol, unknown>)[promisify.custom];
    Object.assign(rl, { question: custom ? Object.assign(asked, { [promisify.custom]: custom }) : asked });
    return rl;
  }

  private ask(
    watched: Watched,
    question: AnyFunction,
    query: string,
    given: Options,
    answered: AnyFunction | undefined,
    seesEnd: () => boolean,
  ): unknown {
    const controller = new AbortController();
    let cancelled = false;
    let fail = (_: Error): boolean => seesEnd();
    const over = (): void => {
      if (watched.question === pending) watched.question = undefined;
      given.signal?.removeEventListener('abort', abort);
      this.changed(false);
    };
    const abort = (): void => {
      over();
      controller.abort(given.signal?.reason);
    };
    const pending: PendingQuestion = {
      query,
      cancel: () => {
        cancelled = true;
        abort();
      },
      fail: (error) => fail(error),
    };
    // readline itself refuses a signal that is aborted already.
    const signal = given.signal?.aborted ? given.signal : controller.signal;
    given.signal?.addEventListener('abort', abort);
    const options = { ...given, signal };
    watched.question = pending;
    try {
      if (answered) {
        question(query, options, (answer: unknown) => {
          over();
          answered(answer);
        });
        if (signal.aborted) over();
        else this.changed(true);
        return undefined;
      }
      const answer = question(query, options) as Promise<unknown> | undefined;
      this.changed(true);
      if (!(answer instanceof Promise)) return answer;
      return new Promise((resolve, reject) => {
        fail = (error) => {
          reject(error);
          return true;
        };
        answer.then(resolve, (error) => {
          // An interrupted cell ends by its own error.
          if (!cancelled) reject(error);
        });
        answer.then(over, over);
      });
    } catch (error) {
      over();
      throw error;
    }
  }
}
