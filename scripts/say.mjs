// What the scripts say, in the language of whoever runs them.

const systemLanguage = () =>
  process.env.LC_ALL ||
  process.env.LC_MESSAGES ||
  process.env.LANG ||
  Intl.DateTimeFormat().resolvedOptions().locale;

/** The language of messages and of the workbook that is opened: `ko` where the locale is Korean, else `en`. */
export let locale = systemLanguage().toLowerCase().startsWith('ko') ? 'ko' : 'en';

/** Speaks another language than that of the locale from now on. */
export function speak(language) {
  locale = language;
}

/** Picks a text by the locale. */
export const text = (english, korean) => (locale === 'ko' ? korean : english);

/** Prints a line by the locale. */
export const say = (english, korean) => console.log(text(english, korean));

/** A step that cannot be done, told as a sentence that says what to do: printed without a stack trace. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** Runs a script's body; a SetupError is printed as its sentence, anything else with its stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
