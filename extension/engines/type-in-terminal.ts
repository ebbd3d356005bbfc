import * as vscode from 'vscode';

const NAME = 'Epochbook';
/** Milliseconds that a shell may take until it asks for a command. */
const PROMPT_DELAY = 3000;

/** Types a command and leaves it to the student to run it: it may ask for a password or install things. */
export async function typeInTerminal(command: string): Promise<void> {
  const known = vscode.window.terminals.find(({ name, exitStatus }) => name === NAME && !exitStatus);
  const terminal = known ?? vscode.window.createTerminal({ name: NAME });
  terminal.show();
  if (!known) await prompt(terminal);
  terminal.sendText(command, false);
}

/** Waits for the shell, or for a while where it does not tell. */
function prompt(terminal: vscode.Terminal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, PROMPT_DELAY);
    const told = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) done();
    });
    function done(): void {
      clearTimeout(timer);
      told.dispose();
      resolve();
    }
  });
}
