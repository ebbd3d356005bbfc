import {
  type Json,
  type Locale,
  MAX_JSON_BYTES,
  MAX_SVG_BYTES,
  type MimeBundle,
  pictureMime,
  SVG_MIME,
  TEXT_MIME,
} from '../protocol/index.js';
import { activationsPicture } from './activations/activations-picture.js';
import { batchNormPicture } from './batch-norm/batch-norm-picture.js';
import { checkPicture } from './check/check-picture.js';
import { comparePicture } from './compare/compare-picture.js';
import { confusionMatrixPicture } from './confusion-matrix/confusion-matrix-picture.js';
import { distributionsPicture } from './distributions/distributions-picture.js';
import { compactSvg } from './drawing/compact-svg.js';
import type { Picture } from './drawing/picture.js';
import { dropoutPicture } from './dropout/dropout-picture.js';
import { gradientsPicture } from './gradients/gradients-picture.js';
import { modelPicture } from './model/model-picture.js';
import { projectorPicture } from './projector/projector-picture.js';
import { tablePicture } from './table/table-picture.js';
import { timelinePicture } from './timeline/timeline-picture.js';
import { trainingPicture } from './training/training-picture.js';
import { vegaLitePicture } from './vega-lite/vega-lite-picture.js';

/** Every picture's pure parts. A new picture is one line here. */
export const pictures = {
  training: trainingPicture,
  timeline: timelinePicture,
  table: tablePicture,
  'confusion-matrix': confusionMatrixPicture,
  'vega-lite': vegaLitePicture,
  dropout: dropoutPicture,
  'batch-norm': batchNormPicture,
  distributions: distributionsPicture,
  compare: comparePicture,
  check: checkPicture,
  model: modelPicture,
  projector: projectorPicture,
  gradients: gradientsPicture,
  activations: activationsPicture,
};

export type PictureName = keyof typeof pictures;
export type PayloadOf<Name extends PictureName> =
  (typeof pictures)[Name] extends Picture<infer Payload> ? Payload : never;

/** Shares of detail that a still is tried with, until it fits. */
const DETAILS = [1, 0.5, 0.25, 0.1, 0.03];

/**
 * The three forms of one output: our JSON, an SVG and a text, each within its limit. A payload that is too large is
 * thinned; where even that cannot make the JSON or the SVG fit, that form is left out and the text remains.
 */
export async function forms<Name extends PictureName>(
  name: Name,
  payload: PayloadOf<Name>,
  { locale }: { locale: Locale },
): Promise<MimeBundle> {
  const picture: Picture<PayloadOf<Name>> = pictures[name] as never;
  const fitted =
    picture.fit(payload, MAX_JSON_BYTES, locale) ??
    (await picture.sum?.(payload, MAX_JSON_BYTES, locale)) ??
    null;
  const bundle: MimeBundle = {};
  if (fitted !== null)
    bundle[picture.mime ?? pictureMime(name)] = (picture.pack?.(fitted) ?? fitted) as unknown as Json;
  for (const detail of DETAILS) {
    const drawn = await picture.svg(fitted ?? payload, { locale, theme: 'light', detail });
    const svg = picture.labelled ? drawn : compactSvg(drawn);
    if (new TextEncoder().encode(svg).length > MAX_SVG_BYTES) continue;
    bundle[SVG_MIME] = svg;
    break;
  }
  bundle[TEXT_MIME] = picture.text(fitted ?? payload, locale);
  return bundle;
}
