import { statSync } from 'node:fs';
import type { Measure } from './measurement.js';

/** The file that a user downloads. */
export const packageSize: Measure = {
  name: 'package-size',
  async run({ product }) {
    return [
      {
        name: 'packaged .vsix',
        value: statSync(product.vsix).size / 1e6,
        unit: 'MB',
        detail: 'made by npm run package',
        target: { atMost: 15 },
      },
    ];
  },
};
