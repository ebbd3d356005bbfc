import inspector from 'node:inspector';

export interface Evaluation {
  /** What the script threw or its promise rejected with; absent when it ran to its end. */
  thrown?: { value: unknown /** Where V8 saw it, from 1, in the script. */; line: number; column: number };
  /** It was broken off from outside. */
  broken: boolean;
}

interface EvaluateReply {
  result: inspector.Runtime.RemoteObject;
  exceptionDetails?: inspector.Runtime.ExceptionDetails;
}

const TAKE = '__epochbookTake';

/**
 * Runs scripts in the global scope of this thread as a debugger's console does: `let` at the top can be declared again,
 * `await` is allowed. The session must belong to the thread that runs the code: driven from another thread, running code
 * could not be broken off.
 */
export class Evaluator {
  private readonly session = new inspector.Session();

  constructor() {
    this.session.connect();
  }

  /** Settles when the script, with all that it awaits, has ended; may never settle if it was broken off between two awaits. */
  evaluate(code: string, sourceUrl: string): Promise<Evaluation> {
    return new Promise((resolve) => {
      const parameters = {
        expression: `${code}\n//# sourceURL=${sourceUrl}`,
        replMode: true,
        awaitPromise: true,
        objectGroup: 'cell',
      };
      this.session.post('Runtime.evaluate', parameters, (error, reply?: object) => {
        if (error) resolve({ broken: true });
        else resolve(this.evaluation(reply as EvaluateReply));
        this.session.post('Runtime.releaseObjectGroup', { objectGroup: 'cell' });
      });
    });
  }

  private evaluation({ exceptionDetails: details }: EvaluateReply): Evaluation {
    if (!details) return { broken: false };
    const value = details.exception ? this.take(details.exception) : new Error(details.text);
    return {
      broken: false,
      thrown: { value, line: details.lineNumber + 1, column: details.columnNumber + 1 },
    };
  }

  /** The very object behind the inspector's description of it. */
  private take(remote: inspector.Runtime.RemoteObject): unknown {
    if (remote.objectId === undefined) return primitive(remote);
    const holder = globalThis as Record<string, unknown>;
    this.session.post('Runtime.callFunctionOn', {
      objectId: remote.objectId,
      functionDeclaration: `function () { globalThis.${TAKE} = this; }`,
    });
    const value = holder[TAKE];
    delete holder[TAKE];
    return value;
  }
}

function primitive({ type, value, unserializableValue }: inspector.Runtime.RemoteObject): unknown {
  if (type === 'undefined') return undefined;
  if (unserializableValue === undefined) return value;
  return type === 'bigint' ? BigInt(unserializableValue.slice(0, -1)) : Number(unserializableValue);
}
