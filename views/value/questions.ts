import type { FromValuePage, ToValuePage, ValueAnswer, ValueQuestion } from '../../protocol/index.js';

/** Asks the kernel, by way of the extension, and gives each answer to whom it is for. */
export class Questions {
  private asked = 0;
  private readonly waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();

  constructor(private readonly post: (message: FromValuePage) => void) {}

  ask<M extends ValueQuestion['method']>(
    method: M,
    params: Extract<ValueQuestion, { method: M }>['params'],
  ): Promise<ValueAnswer<M>> {
    const ask = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(ask, { resolve, reject });
      this.post({ type: 'ask', ask, question: { method, params } as ValueQuestion });
    });
  }

  hear(message: Extract<ToValuePage, { type: 'answer' }>): void {
    const waiting = this.waiting.get(message.ask);
    this.waiting.delete(message.ask);
    if ('failed' in message) waiting?.reject(new Error(message.failed));
    else waiting?.resolve(message.result as never);
  }
}
