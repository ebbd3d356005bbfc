import type { KernelClient } from '../../kernel/client/index.js';
import type { VariableMethod, VariableRequests } from '../../protocol/variables.js';

/** What a notebook's kernel can be asked while it runs. */
export abstract class AskedKernel {
  protected abstract readonly client: KernelClient | undefined;

  /** Where its process works; undefined where none runs. */
  get folder(): string | undefined {
    return this.client?.folder;
  }

  async showHint(check: string, place: number): Promise<void> {
    await this.client?.showHint(check, place);
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.client?.stopRun(run) ?? Promise.resolve({ accepted: false });
  }

  runState(run: string): ReturnType<KernelClient['runState']> {
    return this.client?.runState(run) ?? Promise.resolve(null);
  }

  layers(run: string): ReturnType<KernelClient['layers']> {
    return this.client?.layers(run) ?? Promise.resolve(null);
  }

  /** Looks into the variables. Rejects where no kernel runs, and where it says why it cannot. */
  inspect<K extends VariableMethod>(
    method: K,
    params: VariableRequests[K]['params'],
  ): Promise<VariableRequests[K]['result']> {
    const { client } = this;
    return client ? client.inspect(method, params) : Promise.reject(new Error('No kernel runs.'));
  }
}
