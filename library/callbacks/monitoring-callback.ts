import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { type Direction, directionOf, type Mode } from '../improvement.js';
import { Callback } from './callback.js';

type Settings = CallbackLane['settings'];

/** A callback that watches one of the logs. */
export abstract class MonitoringCallback extends Callback {
  readonly monitor: string;
  /** Whether the monitored value shall fall or rise. */
  readonly direction: Direction;
  private warned = false;

  protected constructor(
    protected override readonly laneName: string,
    { monitor = 'val_loss', mode = 'auto' }: { monitor?: string | undefined; mode?: Mode | undefined },
    private readonly settings: Settings,
  ) {
    super();
    this.monitor = monitor;
    this.direction = directionOf(laneName, monitor, mode);
  }

  protected override lane(): CallbackLane {
    const { laneName: name, monitor, direction: mode, settings } = this;
    return { name, monitor, mode, settings };
  }

  /** The monitored value; where it is missing, that is told once per training, with the names there are. */
  protected read(logs: Logs): number | undefined {
    const value = logs[this.monitor];
    if (typeof value === 'number') return value;
    if (this.brokenOff && this.monitor.startsWith('val_')) {
      this.record({ kind: 'missing', facts: { unvalidated: true } });
      return undefined;
    }
    const available = Object.keys(logs).join(', ') || say('none', '없음');
    this.record({ kind: 'missing', facts: { available } });
    if (!this.warned) console.warn(this.missing(available, logs));
    this.warned = true;
    return undefined;
  }

  /** To be called when a training begins. */
  protected forgetWarnings(): void {
    this.warned = false;
  }

  private missing(available: string, logs: Logs): string {
    const { laneName: name, monitor } = this;
    const isValidated = Object.keys(logs).some((log) => log.startsWith('val_'));
    const hint =
      monitor.startsWith('val_') && !isValidated
        ? say(
            ' A val_… value needs validationData or validationSplit in fit.',
            ' val_… 값이 있으려면 fit에 validationData나 validationSplit을 주어야 합니다.',
          )
        : '';
    return say(
      `${name} watches '${monitor}', which is not among the logs: ${available}.${hint}`,
      `${name}이(가) 지켜보는 '${monitor}'이(가) 로그에 없습니다. 있는 것: ${available}.${hint}`,
    );
  }
}
