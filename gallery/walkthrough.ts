import { pictureExamples } from '../renderers/examples.js';
import { type PictureName, pictures } from '../renderers/registry.js';
import { setLocale } from '../words/index.js';

/** Which example stands beside each step of the walkthrough. */
const steps: Record<string, [PictureName, string]> = {
  lesson: ['dropout', 'lecture'],
  training: ['training', 'validation'],
  picture: ['timeline', 'lecture'],
  compare: ['compare', 'lecture'],
  exercise: ['check', 'under-way'],
  settings: ['distributions', 'healthy'],
};

/** The stills of the walkthrough in both languages, light and dark: paths below `media/walkthrough`, without their ending. */
export async function walkthroughStills(): Promise<{ path: string; svg: string }[]> {
  const stills: { path: string; svg: string }[] = [];
  for (const locale of ['en', 'ko'] as const)
    for (const [step, [name, example]] of Object.entries(steps))
      for (const theme of ['light', 'dark'] as const) {
        setLocale(locale);
        const payload = pictureExamples[name][example]?.();
        if (payload === undefined) throw new Error(`There is no example ${example} of ${name}.`);
        const svg = await pictures[name].svg(payload as never, { locale, theme });
        stills.push({ path: `${locale}/${step}-${theme}`, svg });
      }
  return stills;
}
