import { checkOptions, domains } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { libraryContext } from './context.js';
import type { RecordedLayers } from './recorded-layers.js';

export interface RecordOptions {
  /** All of it, nothing, or some; what is left out stays on. */
  layers: boolean | Partial<RecordedLayers>;
}

const KINDS: readonly (keyof RecordedLayers)[] = ['dropout', 'batchNorm', 'distributions'];

/**
 * Chooses what the trainings from here on record of their layers, until it is called again or the kernel starts anew. At
 * first all of it is recorded, which takes a few per cent of the training's time and never changes what is trained. Outside
 * of a notebook nothing is recorded, and this does nothing.
 *
 * ```ts
 * record({ layers: false }); // only the curves
 * await model.fit(x, y);
 * record({ layers: true });
 * ```
 *
 * @throws TypeError for another option, naming it.
 */
export function record(options: RecordOptions): void {
  checkOptions('record', options, { layers: domains.anything });
  const { layers } = options;
  if (typeof layers !== 'boolean' && (typeof layers !== 'object' || layers === null)) throw wrong(layers);
  const chosen: Partial<RecordedLayers> = typeof layers === 'boolean' ? {} : layers;
  for (const [name, value] of Object.entries(chosen))
    if (!KINDS.includes(name as never) || typeof value !== 'boolean')
      throw wrong(`${name}: ${String(value)}`);
  const rest = layers !== false;
  libraryContext().record?.({
    dropout: chosen.dropout ?? rest,
    batchNorm: chosen.batchNorm ?? rest,
    distributions: chosen.distributions ?? rest,
  });
}

const wrong = (value: unknown): TypeError =>
  new TypeError(
    say(
      `record: layers is true, false, or some of { ${KINDS.join(', ')} } as true or false, not ${String(value)}.`,
      `record: layers에는 true나 false, 또는 { ${KINDS.join(', ')} } 가운데 일부를 true나 false로 주세요. ${String(value)}은(는) 쓸 수 없습니다.`,
    ),
  );
