const KEY = 'epochbook-page-theme';
const themes = ['system', 'light', 'dark'] as const;
type Choice = (typeof themes)[number];

/** Browsers may keep a page of a file from remembering. */
function remembered(): Choice {
  try {
    return themes.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

function remember(choice: Choice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // It holds for this visit.
  }
}

/** Shows the page in the colours of the system, or in those that its switch says. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let choice = remembered();
  const apply = (): void => {
    const isDark = choice === 'dark' || (choice === 'system' && dark.matches);
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    // As in VS Code: the pictures look at the class of the body.
    document.body.classList.toggle('vscode-dark', isDark);
    document.body.classList.toggle('vscode-light', !isDark);
  };
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
    input.checked = input.value === choice;
    input.addEventListener('change', () => {
      choice = themes.find((theme) => theme === input.value) ?? 'system';
      remember(choice);
      apply();
    });
  }
  dark.addEventListener('change', apply);
  apply();
}
