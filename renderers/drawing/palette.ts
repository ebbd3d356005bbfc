/** The colours that a still picture may have, whatever page it is on. */
export type StillTheme = 'light' | 'dark' | 'high-contrast';

/** The colours of a picture: of a still's theme, or read from the page. */
export interface Palette {
  background: string;
  foreground: string;
  muted: string;
  grid: string;
  train: string;
  validation: string;
  data: string;
  rate: string;
  best: string;
  bad: string;
  /** The strong end of a heat map; the weak end is the background. */
  heat: string;
  font: string;
  /** Thicker lines and full opacity, where colours alone must not carry meaning. */
  highContrast: boolean;
}

const font = 'sans-serif';

const themes: Record<StillTheme, Palette> = {
  light: {
    background: '#ffffff',
    foreground: '#24292f',
    muted: '#59636e',
    grid: '#e4e7eb',
    train: '#1769c5',
    validation: '#c2570c',
    data: '#7a4fb5',
    rate: '#59636e',
    best: '#1a7f37',
    bad: '#c1222b',
    heat: '#1769c5',
    font,
    highContrast: false,
  },
  dark: {
    background: '#1f1f1f',
    foreground: '#dcdcdc',
    muted: '#a0a4a8',
    grid: '#3a3d41',
    train: '#5cadff',
    validation: '#f0a05a',
    data: '#c09bee',
    rate: '#a0a4a8',
    best: '#7cc98a',
    bad: '#ff7b72',
    heat: '#3b8eea',
    font,
    highContrast: false,
  },
  'high-contrast': {
    background: '#000000',
    foreground: '#ffffff',
    muted: '#ffffff',
    grid: '#5a5a5a',
    train: '#6fc3ff',
    validation: '#ffb454',
    data: '#d8b8ff',
    rate: '#ffffff',
    best: '#7ee787',
    bad: '#ff9a92',
    heat: '#1f8bff',
    font,
    highContrast: true,
  },
};

/** The palette of a still picture: of a theme, or the one given. */
export const stillPalette = (theme: StillTheme | Palette): Palette =>
  typeof theme === 'string' ? themes[theme] : theme;

/** Attributes of a text that lines run behind: a rim of the background keeps it legible. */
export const halo = ({ background }: Palette): string =>
  `stroke="${background}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
