/** What of a layer its name is made of. */
export interface Named {
  readonly name: string;
  getClassName(): string;
}

/** What tfjs calls layers without a name of their own: `dense_Dense12`, and the inputs made for them `dense_Dense12_input`. */
const given = (name: string, className: string): boolean =>
  className === 'InputLayer'
    ? /^input_?\d+$|_input$/i.test(name)
    : new RegExp(`_${className}\\d+$`).test(name);

/**
 * What pictures call the layers of a model. A name that the student has given stays; those that tfjs makes up count all layers of
 * the program, so in their place stand class and number within the model: "Dense 1", "Dropout 1". (Names of one's own have no spaces in tfjs.)
 */
export function layerNames<Part extends Named>(parts: readonly Part[]): Map<Part, string> {
  const counts = new Map<string, number>();
  return new Map(
    parts.map((part) => {
      const className = part.getClassName();
      const count = (counts.get(className) ?? 0) + 1;
      counts.set(className, count);
      const role = className === 'InputLayer' ? `Input ${count}` : `${className} ${count}`;
      return [part, given(part.name, className) ? role : part.name];
    }),
  );
}
