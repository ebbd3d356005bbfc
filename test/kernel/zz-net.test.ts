import { test } from 'vitest';
import { TestKernel } from '/work/inspect/test/kernel/kernel.js';

test('p', async () => {
  const k = await TestKernel.start();
  await k.run("import * as tf from '@tensorflow/tfjs-node';");
  const code = `const net = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
       net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
       const x = tf.ones([4, 3]), y = tf.ones([4, 2]);
       await net.fit(x, y, { epochs: 2, verbose: 0 });`;
  for (let i = 0; i < 5; i++)
    await k.client.execute({ cell: 'm', order: 10 + i, code, language: 'typescript' });
  for (const e of k.events) if (e.type === 'tensors') console.log(JSON.stringify(e.account));
  await k.end();
});
