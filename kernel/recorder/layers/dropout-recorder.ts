import type { StepCall, StepPacker } from '../../../engine/watching/index.js';
import type { WatchedTensor } from '../../../library/fitting/index.js';
import type { MaskPart, MasksLayout } from './layer-events.js';
import type { DropoutPart } from './layer-parts.js';
import { rowOf, type StepRows } from './step-rows.js';

/** The operation whose output is the mask, by the class of the layer. GaussianDropout multiplies with noise and has none. */
export const MASKS: Readonly<Record<string, string>> = {
  Dropout: 'Floor',
  SpatialDropout1D: 'Floor',
  AlphaDropout: 'GreaterEqual',
};

/** Reads the masks that dropout layers really use, in every step. They are counted where they are stored. */
export class DropoutRecorder {
  /** Takes the masks of steps that are done in one go. */
  readonly packer: StepPacker<MasksLayout>;
  private parts: MaskPart[] = [];
  private masks: Uint8Array[] = [];
  /** That of the last step: most steps are alike. */
  private layout: MasksLayout = { kind: 'masks', parts: [] };

  constructor(private readonly layers: readonly DropoutPart[]) {
    this.packer = { plan: (calls) => this.plan(calls), due: () => true };
  }

  begin(): void {
    if (this.masks.length === 0) return;
    this.parts = [];
    this.masks = [];
  }

  /** @param mask 1 or true where a value was kept; its first axis is that of the samples. */
  add(index: number, mask: WatchedTensor): void {
    const rows = mask.shape[0] ?? 1;
    if (rows === 0) return;
    const units = mask.size / rows;
    this.parts.push({ index, rows, units });
    this.masks.push(bitsOf(mask.dataSync(), rows, units));
  }

  end(step: number, epoch: number, into: StepRows): void {
    if (this.masks.length === 0) return;
    const { parts, layout } = this;
    const alike =
      parts.length === layout.parts.length &&
      parts.every((part, i) => {
        const other = layout.parts[i] as MaskPart;
        return part.index === other.index && part.rows === other.rows && part.units === other.units;
      });
    if (!alike) this.layout = { kind: 'masks', parts };
    into.add(this.layout, step, epoch, 1, rowOf(this.masks));
  }

  /** A layer that is used several times in a step is told of. */
  private plan(calls: readonly StepCall[]): ReturnType<StepPacker<MasksLayout>['plan']> {
    const found = this.layers.map((layer) =>
      calls
        .filter((call) => call.layer === layer)
        .flatMap(({ operations }) =>
          operations.filter(({ kernel }) => kernel === MASKS[layer.getClassName()]),
        ),
    );
    if (found.some(({ length }) => length > 1)) return undefined;
    const masks = found.flatMap(([operation], index) =>
      operation ? [{ index, value: operation.output }] : [],
    );
    return {
      parts: masks.map(({ value }) => ({ value, bits: true })),
      layout: {
        kind: 'masks',
        parts: masks.map(({ index, value: { shape } }) => {
          const [rows = 1, ...rest] = shape;
          return { index, rows, units: rest.reduce((size, length) => size * length, 1) };
        }),
      },
    };
  }
}

/** Each row begins a byte, the lowest bit first. */
function bitsOf(values: ArrayLike<number>, rows: number, units: number): Uint8Array {
  const bits = new Uint8Array(rows * Math.ceil(units / 8));
  let at = 0;
  let byte = 0;
  for (let row = 0; row < rows; row++)
    for (let first = 0; first < units; first += 8) {
      let packed = 0;
      for (let bit = 0; bit < 8 && first + bit < units; bit++)
        packed |= ((values[at++] as number) | 0) << bit;
      bits[byte++] = packed;
    }
  return bits;
}
