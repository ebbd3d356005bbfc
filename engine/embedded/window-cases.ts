import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import type { NativeCases } from './guard-kernel.js';

/**
 * The cases that convolutions and pooling over images compute rightly: XNNPACK pads 'same' wrongly where windows leave
 * gaps between them, and takes sizes below zero for very large ones.
 */
export const windowCases = (name: string): NativeCases => ({
  types: ['float32'],
  when: (inputs, attrs) => {
    const [rows, columns] = windowSize(inputs, attrs);
    if (attrs.pad === 'valid') mustFit(name, inputs.x, rows, columns);
    const [down, right] = pair(attrs.strides);
    if (inputs.bias != null && inputs.bias.rank !== 1) return false;
    return attrs.pad !== 'same' || (down <= rows && right <= columns);
  },
});

function windowSize({ filter }: Record<string, Tensor>, attrs: NamedAttrMap): [number, number] {
  const [rows, columns] = filter ? pair(filter.shape) : pair(attrs.filterSize);
  const [down, right] = pair(attrs.dilations);
  return [(rows - 1) * down + 1, (columns - 1) * right + 1];
}

const pair = (value: unknown): [number, number] => {
  const [first = 1, second = first] = Array.isArray(value) ? value : [value ?? 1];
  return [Number(first), Number(second)];
};

function mustFit(name: string, x: Tensor | undefined, rows: number, columns: number): void {
  const [, height = 0, width = 0] = x?.shape ?? [];
  if (rows <= height && columns <= width) return;
  throw new RangeError(
    say(
      `${name}: a window of ${rows}×${columns} does not fit into an input of ${height}×${width} with padding 'valid'. ` +
        "Use padding 'same', a smaller window, or fewer layers before it that make the image smaller.",
      `${name}: 패딩 'valid'에서는 창 ${rows}×${columns}이(가) 입력 ${height}×${width}에 들어가지 않습니다. ` +
        "패딩을 'same'으로 하거나, 창을 줄이거나, 앞에서 이미지를 줄이는 층을 빼세요.",
    ),
  );
}
