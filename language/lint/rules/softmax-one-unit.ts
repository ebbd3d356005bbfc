import { quoted, replaced } from '../edits.js';
import { constantField, fieldOf } from '../program/index.js';
import type { Rule } from '../rule.js';
import { words } from '../words.js';

/** `dense({ units: 1, activation: 'softmax' })` */
export const softmaxOneUnit: Rule = {
  name: 'softmax-one-unit',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'layer' || event.layer.type !== 'dense') return [];
    const { options } = event.layer;
    if (constantField(options, 'units') !== 1 || constantField(options, 'activation') !== 'softmax')
      return [];
    const node = fieldOf(options, 'activation')?.node;
    const units = fieldOf(options, 'units')?.node;
    if (!node || !units) return [];
    return [
      {
        node,
        message: words(
          "A softmax of one unit is always 1: it divides by the sum of all units, so nothing can be learnt. For two classes use units: 1 with 'sigmoid', or units: 2 with 'softmax'.",
          "유닛이 하나인 softmax는 항상 1입니다. 모든 유닛의 합으로 나누기 때문에 아무것도 배울 수 없습니다. 클래스가 둘이라면 units: 1에 'sigmoid'를, 또는 units: 2에 'softmax'를 쓰세요.",
        ),
        fixes: [
          {
            title: words("Use 'sigmoid'", "'sigmoid' 쓰기"),
            edits: [replaced(node, quoted(node, 'sigmoid'))],
          },
          { title: words('Use 2 units', '유닛 2개 쓰기'), edits: [replaced(units, '2')] },
        ],
      },
    ];
  },
};
