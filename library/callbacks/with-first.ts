/** Options given as in Keras: the first by its place or, like all others, by its name. */
export function withFirst<Options extends object, Name extends keyof Options & string>(
  name: Name,
  first: Options[Name] | Options,
  others: Omit<Options, Name> | undefined,
): Options {
  if (typeof first === 'object' && first !== null) return first as Options;
  return { ...others, [name]: first } as Options;
}
