/** Whether more is better, judged by the metric's name. */
export const higherIsBetter = (name: string): boolean =>
  /acc|auc|precision|recall|f1|r2|iou|score|cosine/i.test(name) && !/loss$/i.test(name);
