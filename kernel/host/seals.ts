import { AsyncLocalStorage } from 'node:async_hooks';
import inspector from 'node:inspector';
import module from 'node:module';
import v8 from 'node:v8';
import workerThreads, { MessagePort, type Worker } from 'node:worker_threads';
import type { ExecuteResult, Json } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { KnownObjects, STANDARD } from './known-objects.js';

type Sealed = NonNullable<ExecuteResult['sealed']>;

/**
 * What makes it hard for a cell of a submission to decide what a check finds, in a process that both share. It does not make
 * it impossible: see docs/grading.md.
 */
export class Seals {
  private readonly objects: KnownObjects;
  private readonly within = new AsyncLocalStorage<object>();
  private readonly store = this.within.getStore.bind(this.within);
  private readonly loaded: (() => void)[] = [];
  private open: { token: object; results: string[]; changed: string[] } | undefined;

  /** To be made before any cell has run, once our own code has what it needs of Node. */
  constructor(worker: Worker) {
    guardMessages(worker);
    refuseWaysIn();
    this.objects = new KnownObjects();
  }

  /** A module of ours. It is known as it is behind the first cell that is sealed, which has to run before any of others. */
  watch(name: string, exports: object): void {
    this.loaded.push(() => {
      this.objects.addAll(name, exports);
      if ('expect' in exports && 'rule' in exports) this.watchRules(exports as RuleMakers);
    });
  }

  /** The classes of rules are not exported, but whoever has a rule has them. */
  private watchRules({ expect, rule }: RuleMakers): void {
    const made = [
      expect(() => 0),
      expect(() => 0).equals(0),
      expect.training(() => 0),
      expect.trainings(1),
      rule('0', () => true),
    ];
    for (const one of made) this.objects.addClassOf(one);
  }

  /** Runs a cell whose checks count. @param declared what cells have declared. */
  run(declared: ReadonlySet<string>, work: () => void): void {
    const token = {};
    const hidden = STANDARD.filter((name) => declared.has(name));
    this.open = { token, results: [], changed: [...hidden, ...this.objects.restore()] };
    this.within.run(token, work);
  }

  /** A result of `check`: counts where the cell that is sealed, and no other code that still runs, has called it. */
  note(payload: unknown): void {
    const { open } = this;
    if (open && this.store() === open.token) open.results.push(stringify(payload));
  }

  /** What the cell that `run` has begun came to. */
  end(): Sealed {
    const { results = [], changed = [] } = this.open ?? {};
    this.open = undefined;
    // While Node follows what is asynchronous, breaking off a loop ends the process.
    this.within.disable();
    for (const know of this.loaded.splice(0)) know();
    const after = this.objects.restore();
    return {
      results: results.map((text) => parse(text) as Json),
      changed: [...new Set([...changed, ...after])].slice(0, MOST_NAMES),
    };
  }
}

/** What of the library makes rules. */
interface RuleMakers {
  expect: ((subject: unknown) => { equals(wanted: unknown): object }) & {
    training(subject: unknown): object;
    trainings(count: number): object;
  };
  rule(text: string, test: () => unknown): object;
}

const MOST_NAMES = 20;
const { stringify, parse } = JSON;

/** Nothing that cells change of Node's classes comes between us and the worker. */
function guardMessages(worker: Worker): void {
  for (const name of ['postMessage', 'emit'] as const)
    Object.defineProperty(worker, name, { value: worker[name], writable: false, configurable: false });
  Object.defineProperty(MessagePort.prototype, 'postMessage', { writable: false, configurable: false });
}

/** By these, code reads and writes what belongs to other code of its process. */
function refuseWaysIn(): void {
  const refused = (name: string) =>
    function refuse(): never {
      throw new Error(
        say(`${name} cannot be used while work is graded.`, `채점 중에는 ${name}을(를) 쓸 수 없습니다.`),
      );
    };
  const ways: [object, string, readonly string[]][] = [
    [inspector, 'inspector', ['Session', 'open', 'url', 'waitForDebugger']],
    [v8, 'v8', ['setFlagsFromString', 'getHeapSnapshot', 'writeHeapSnapshot', 'queryObjects']],
    [workerThreads, 'worker_threads', ['Worker']],
    [module, 'module', ['registerHooks', 'register']],
    [
      process,
      'process',
      ['binding', '_linkedBinding', '_getActiveHandles', '_getActiveRequests', '_debugProcess'],
    ],
  ];
  for (const [object, name, keys] of ways)
    for (const key of keys)
      if (key in object)
        Object.defineProperty(object, key, {
          value: refused(`${name}.${key}`),
          writable: false,
          configurable: false,
        });
  module.syncBuiltinESMExports();
  // By this signal another process would open the debugger of this one.
  process.on('SIGUSR1', () => {});
}
