/** The colours of the page, and those that pictures ask for under VS Code's names. */
type Colors = Readonly<Record<string, string>>;

const light: Colors = {
  page: '#ffffff',
  ink: '#24292f',
  quiet: '#59636e',
  edge: '#d8dde3',
  raised: '#f6f7f9',
  accent: '#1769c5',
  notice: '#fff6df',
  bad: '#c1222b',
  keyword: '#8250a8',
  string: '#0b6b3a',
  number: '#a24400',
  name: '#1a5fb0',
  type: '#8a4b00',
};

const dark: Colors = {
  page: '#1b1d20',
  ink: '#dcdcdc',
  quiet: '#a0a4a8',
  edge: '#3a3d41',
  raised: '#24272b',
  accent: '#5cadff',
  notice: '#3a3216',
  bad: '#ff7b72',
  keyword: '#d2a8ff',
  string: '#8ddb9f',
  number: '#f0a05a',
  name: '#79b8ff',
  type: '#f2cc8f',
};

/** Pictures read these as values, so that they cannot be told by another variable. */
const editorNames: Colors = {
  'editor-background': 'page',
  foreground: 'ink',
  descriptionForeground: 'quiet',
  focusBorder: 'accent',
  errorForeground: 'bad',
};

function declared(colors: Colors, scheme: string): string {
  const own = Object.entries(colors).map(([name, value]) => `--${name}:${value}`);
  const editors = Object.entries(editorNames).map(([name, of]) => `--vscode-${name}:${colors[of]}`);
  return [`color-scheme:${scheme}`, ...own, ...editors].join(';');
}

/** The sheet of both themes: that of the system unless the page's switch says another; paper is light. */
export const colorSheet = [
  `:root{${declared(light, 'light')}}`,
  `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${declared(dark, 'dark')}}}`,
  `@media screen{:root[data-theme=dark]{${declared(dark, 'dark')}}}`,
].join('\n');
