import type { EngineInfo, KernelInfo, NumberedEvent, ProcessEnd } from '../../protocol/index.js';
import { RpcError } from '../../protocol/index.js';

/** What a kernel has told of itself, also for the account of its end. */
export class HeardFacts {
  private known: KernelInfo | undefined;
  engine: EngineInfo = { name: 'none', backend: null, label: '' };
  /** Of what the process wrote to 1 and 2, in bytes: shown already. */
  read: readonly [number, number] = [0, 0];
  rss: number | undefined;
  seq = 0;
  /** JavaScript has seen the end come; `asked`: the kernel's own, as it was asked to. */
  ending: { asked: boolean; how: ProcessEnd | undefined } | undefined;
  /** The client that has it has asked for its end. */
  shutDown = false;

  get info(): KernelInfo {
    if (!this.known) throw new RpcError('The kernel has not said hello yet.');
    return this.known;
  }

  set info(info: KernelInfo) {
    this.known = info;
    this.engine = info.engine;
  }

  hear(event: NumberedEvent): void {
    this.seq = event.seq;
    if (event.type === 'engine') this.engine = event.engine;
    if (event.type === 'ending') this.ending = { asked: event.asked, how: event.how };
    if (event.type === 'streams') this.read = event.read;
    if (event.type === 'memory') this.rss = event.rssBytes;
    if (event.type === 'shutDown') this.shutDown = true;
  }
}
