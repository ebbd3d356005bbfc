/** A count and what is counted, in English: "1 epoch", "2 epochs". */
export const plural = (count: string, one: string, many = `${one}s`): string =>
  `${count} ${count === '1' ? one : many}`;
