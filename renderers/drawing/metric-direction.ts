/** Whether more is better, judged by the metric's name. */
export const higherIsBetter = (name: string): boolean =>
  /acc|auc|precision|recall|f1|r2|io_?u|score|cosine_?similarity|sensitivity|specificity|true_?(posi|nega)tives/i.test(
    name,
  ) && !/loss$/i.test(name);
