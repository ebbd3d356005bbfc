import type { RendererPage } from './harness.js';

/** The colours of the first three classes on a light page. */
const KINDS: [number, number, number][] = [
  [0x17, 0x69, 0xc5],
  [0xc2, 0x57, 0x0c],
  [0x1a, 0x7f, 0x37],
];

/** What is to be seen of the points: a PNG in base64. */
export const image = async (page: RendererPage): Promise<string> =>
  (await page.page.locator('#a .epb-projector-stage').screenshot()).toString('base64');

/** How many pixels of the stage have the colour of each of the first three classes, nearly. */
export async function inks(page: RendererPage): Promise<number[]> {
  return page.page.evaluate(
    async ([source, wanted]) => {
      const drawn = new Image();
      drawn.src = `data:image/png;base64,${source}`;
      await drawn.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [drawn.width, drawn.height];
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(drawn, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return wanted.map((color) => {
        let count = 0;
        for (let i = 0; i < data.length; i += 4)
          if (color.every((part, channel) => Math.abs(part - (data[i + channel] as number)) < 6)) count += 1;
        return count;
      });
    },
    [await image(page), KINDS] as const,
  );
}
