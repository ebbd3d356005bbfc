import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { LONELY_MS } from '../../kernel/client/index.js';
import {
  addressOf,
  type CodeServer,
  linkExtensions,
  quietSettings,
  speakKorean,
  startCodeServer,
  writeSettings,
} from '../../scripts/code-server.mjs';
import { findBrowser } from '../../scripts/provide-browser.mjs';
import { provideEditor } from '../../scripts/provide-editor.mjs';
import { keepArtifact, repository } from './artifacts.js';
import { installVsix } from './install-vsix.js';
import { endProcesses, type Leftover, processesWith } from './leftover-processes.js';
import { ProbeClient } from './probe-client.js';
import { PATIENCE_MS, until, wait } from './until.js';
import { EditorWindow } from './window.js';

/** The colour themes that pictures are looked at in. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  highContrast: 'Default High Contrast',
} as const;
export type Theme = keyof typeof themes;

export interface EditorOptions {
  /** What runs besides the probe: this repository's folder, a packaged file, or nothing. Default: the repository. */
  extension?: 'repository' | 'none' | { vsix: string };
  theme?: Theme;
  /** Language of the editor and of the browser. */
  locale?: 'en' | 'ko';
  settings?: Record<string, unknown>;
  /** More of the environment of the editor and its kernels. */
  env?: Record<string, string>;
}

const PROBE_VARIABLE = 'EPOCHBOOK_PROBE_SOCKET';
/** Of one file of tests; the server's own go on in user-data/logs. */
const LOGS = ['code-server.log', 'page.log'];

type UserSettings = Pick<EditorOptions, 'theme' | 'settings'>;

function writeUserSettings(userData: string, { theme = 'dark', settings = {} }: UserSettings): void {
  writeSettings(userData, {
    ...quietSettings,
    'git.enabled': false,
    'files.autoSave': 'off',
    'workbench.editor.enablePreview': false,
    'workbench.colorTheme': themes[theme],
    // Kernels end soon after the last window, or the next file would find processes that it has not started.
    'epochbook.keepKernelMinutes': LONELY_MS / 60_000,
    ...settings,
  });
}

/** A running code-server with folders of its own, and the browser that looks at it. */
export class Editor {
  private window: EditorWindow | undefined;
  /** How often it was made as new. */
  private renewals = 0;

  private constructor(
    private readonly root: string,
    private readonly server: CodeServer,
    private readonly browser: Browser,
    private readonly probe: ProbeClient,
    private readonly locale: 'en' | 'ko',
  ) {}

  /** Starts a server and a browser. Takes about three seconds; the first window takes ten or more. */
  static async start({
    extension = 'repository',
    theme = 'dark',
    locale = 'en',
    settings = {},
    env = {},
  }: EditorOptions = {}): Promise<Editor> {
    const programs = await provideEditor();
    const executablePath = findBrowser();
    if (!executablePath) throw new Error('There is no Chromium. Run: node scripts/provide-browser.mjs');
    // Short, because a Unix socket's path may have 107 bytes at most.
    const root = mkdtempSync(join(tmpdir(), 'epochbook-e2e-'));
    const socket = join(root, 'probe.sock');
    const userData = join(root, 'user-data');
    const extensions = join(root, 'extensions');
    mkdirSync(join(root, '0', 'work'), { recursive: true });
    writeUserSettings(userData, { theme, settings });
    if (locale === 'ko') speakKorean(userData);
    const probe = join(repository, 'test', 'e2e', 'probe');
    if (typeof extension === 'object') {
      linkExtensions(extensions, [probe]);
      await installVsix({ programs, userData, extensions, vsix: extension.vsix });
    } else {
      linkExtensions(extensions, extension === 'repository' ? [repository, probe] : [probe]);
    }
    const log = join(root, 'code-server.log');
    const server = await startCodeServer({
      editor: programs,
      userData,
      extensions,
      log,
      env: {
        [PROBE_VARIABLE]: socket,
        LANG: 'en_US.UTF-8',
        LANGUAGE: locale,
        LC_ALL: 'C.UTF-8',
        // As from a terminal: else it asks a login shell for its environment, which may take longer than all else.
        VSCODE_CLI: '1',
        // What the user has installed decides nothing here.
        EPOCHBOOK_STORAGE: join(root, 'engines'),
        EPOCHBOOK_CACHE: join(root, 'downloads'),
        ...env,
      },
      locale,
    });
    try {
      const browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
      });
      return new Editor(root, server, browser, new ProbeClient(socket), locale);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** The folder that is open in the editor. */
  get folder(): string {
    return join(this.root, String(this.renewals), 'work');
  }

  /** Where its kernels and commands find the installed engine: none at first. */
  get storage(): string {
    return join(this.root, 'engines');
  }

  /** Where downloads wait until they are used. */
  get downloads(): string {
    return join(this.root, 'downloads');
  }

  get origin(): string {
    return this.server.origin;
  }

  /** The address that opens the folder and one of its files, as `npm start` prints it. */
  addressOf(file?: string): string {
    return addressOf(this.origin, this.folder, file);
  }

  /** Opens a fresh window (closing the one before) and waits until its extension host answers. */
  async openWindow({
    file,
    noFolder = false,
    width = 1280,
    height = 900,
  }: {
    file?: string;
    /** A window as it is after "Close Folder". */
    noFolder?: boolean;
    width?: number;
    height?: number;
  } = {}): Promise<EditorWindow> {
    const before = await this.probe.hostPid();
    // Closed one by one, or the next window would restore what the editor keeps of them for a crash.
    await this.window?.closeEditors().catch(() => undefined);
    await this.window?.close();
    const context = await this.browser.newContext({
      viewport: { width, height },
      locale: this.locale === 'ko' ? 'ko-KR' : 'en-US',
    });
    // On a machine that is busy with other work a page of the editor takes a minute to come.
    context.setDefaultNavigationTimeout(120_000);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('console', (message) => this.note(`[page ${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => this.note(`[page error] ${error.stack ?? error.message}`));
    this.window = new EditorWindow(page, this.probe);
    const address = noFolder ? `${this.origin}/?ew=true` : this.addressOf(file);
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await this.hostAfter(before, page);
    return this.window;
  }

  /** Opens a window beside the one that is open. From now on the extension host that answers is that of the new one. */
  async openAnotherWindow(): Promise<EditorWindow> {
    if (!this.window) throw new Error('There is no window.');
    const before = await this.probe.hostPid();
    const page = await this.window.page.context().newPage();
    await page.goto(this.addressOf(), { waitUntil: 'domcontentloaded' });
    await this.hostAfter(before, page);
    return new EditorWindow(page, this.probe);
  }

  /** Loads the window anew, as "Reload Window" does: what the browser keeps of its folder is there again. */
  async reloadWindow(): Promise<EditorWindow> {
    if (!this.window) throw new Error('There is no window.');
    const { page } = this.window;
    const before = await this.probe.hostPid();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await this.hostAfter(before, page);
    return this.window;
  }

  /** Ends the page without a word, as a crash does: the server keeps its extension host for a window that comes back. Opens another. */
  async crashWindow(): Promise<EditorWindow> {
    if (!this.window) throw new Error('There is no window.');
    const { page } = this.window;
    const before = await this.probe.hostPid();
    await Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => undefined)]);
    const next = await page.context().newPage();
    await next.goto(this.addressOf(), { waitUntil: 'domcontentloaded' });
    await this.hostAfter(before, next);
    await page.close();
    this.window = new EditorWindow(next, this.probe);
    return this.window;
  }

  /** Leaves the window, and comes back to it when that has settled. */
  async leaveWindow(meanwhile: () => Promise<unknown>): Promise<EditorWindow> {
    if (!this.window) throw new Error('There is no window.');
    const { page } = this.window;
    const before = await this.probe.hostPid();
    await page.goto('about:blank');
    await meanwhile();
    await page.goto(this.addressOf(), { waitUntil: 'domcontentloaded' });
    await this.hostAfter(before, page);
    return this.window;
  }

  private async hostAfter(before: number | undefined, page: Page): Promise<void> {
    await page.locator('.monaco-workbench').waitFor();
    await until(
      'the extension host of the new window',
      async () => {
        const pid = await this.probe.hostPid();
        return pid !== undefined && pid !== before;
      },
      { timeout: 90_000 },
    );
  }

  /** Are server and browser there for another window? */
  get isThere(): boolean {
    return this.server.process.exitCode === null && this.browser.isConnected();
  }

  /** Closes the window; gives what outlived it, which is ended by force. Server and browser stay for `renew`. */
  async leave(): Promise<Leftover[]> {
    await this.window?.closeEditors().catch(() => undefined);
    await this.window?.close();
    this.window = undefined;
    // The server keeps the shells of terminals for a window that comes back.
    endProcesses(this.processes().filter(({ command }) => command.includes('shellIntegration')));
    // Of its own processes there stay itself, and those for terminals and for watching files.
    return this.ended(
      (command) => !/code-server\/out\/node\/entry|--type=(ptyHost|fileWatcher)/.test(command),
    );
  }

  /** Makes the editor as it is after `start`, but for the extensions, the language and the environment: nothing of earlier windows is left. */
  renew(settings: UserSettings): void {
    const userData = join(this.root, 'user-data');
    const own = [
      join(userData, 'User'),
      this.storage,
      this.downloads,
      join(this.root, String(this.renewals)),
    ];
    for (const path of [...own, ...LOGS.map((log) => join(this.root, log))])
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    // Of another name, as the server remembers folders, with their terminals.
    this.renewals++;
    mkdirSync(this.folder, { recursive: true });
    writeUserSettings(userData, settings);
  }

  /** Ends everything that was started; gives the processes that had to be ended by force. */
  async stop({ keepLogsAs }: { keepLogsAs?: string } = {}): Promise<Leftover[]> {
    await this.window?.close();
    await this.browser.close();
    await this.server.stop();
    const leftovers = await this.ended(() => true);
    if (keepLogsAs) this.keepLogs(keepLogsAs);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return leftovers;
  }

  /** The same at once, for a process that ends. */
  stopAtOnce(): void {
    endProcesses(this.processes());
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }

  /** Waits for the end of processes, and ends those by force that stay; gives them. */
  private async ended(isMeant: (command: string) => boolean): Promise<Leftover[]> {
    const still = () => this.processes().filter(({ command }) => isMeant(command));
    let leftovers = still();
    // A kernel whose editor died without a word waits a while for it to come back.
    for (let waited = 0; leftovers.length > 0 && waited < LONELY_MS + 5000; waited += 200) {
      await wait(200);
      leftovers = still();
    }
    endProcesses(leftovers);
    return leftovers;
  }

  /** The processes that this server started, kernels included. */
  processes(): Leftover[] {
    return processesWith(PROBE_VARIABLE, join(this.root, 'probe.sock'));
  }

  private note(line: string): void {
    if (existsSync(this.root)) appendFileSync(join(this.root, 'page.log'), `${line}\n`);
  }

  private keepLogs(name: string): void {
    for (const source of [...LOGS, 'user-data/logs']) {
      const path = join(this.root, source);
      if (existsSync(path)) keepArtifact(path, join(name, source.replace('user-data/', '')));
    }
  }
}
