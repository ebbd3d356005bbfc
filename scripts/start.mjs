// `npm start`: from a fresh clone to the Titanic workbook in an editor, or to its executed copy.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { findProgram } from '../engine/install/find-program.mjs';
import { cacheFolder } from './cache-folder.mjs';
import {
  addressOf,
  linkExtensions,
  quietSettings,
  speakKorean,
  startCodeServer,
  writeSettings,
} from './code-server.mjs';
import { run } from './command.mjs';
import { extractPictures, lab, provideWorkbook } from './lab.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { provideEditor } from './provide-editor.mjs';
import { repository } from './repository.mjs';
import { locale, main, SetupError, say, speak, text } from './say.mjs';

const help = () =>
  text(
    `npm start [-- OPTIONS]

Installs, builds and opens the Titanic workbook: in the VS Code whose \`code\` is on the PATH, else in code-server,
which is installed on first use and shown in your browser. You work in ${relative(repository, lab)}/, copies of the lessons without the solutions of their exercises.

  --run           run the workbook without an editor; prints where the executed notebook and its pictures lie
  --en, --ko      the language of the workbook (otherwise that of your locale)
  --code-server   use code-server even where \`code\` is on the PATH
  --port N        port of code-server (otherwise any free one)
  --help          this text`,
    `npm start [-- 옵션]

설치하고 빌드한 뒤 타이타닉 워크북을 엽니다. PATH에 \`code\`가 있으면 그 VS Code로, 없으면 code-server로 엽니다.
code-server는 처음 쓸 때 설치되며 브라우저에 표시됩니다. 작업은 ${relative(repository, lab)}/에서 합니다. 연습 문제의 풀이를 뺀 수업의 사본이 들어 있습니다.

  --run           편집기 없이 워크북을 실행하고, 실행된 노트북과 그림이 있는 곳을 알려 줍니다
  --en, --ko      워크북의 언어 (지정하지 않으면 로캘을 따릅니다)
  --code-server   PATH에 \`code\`가 있어도 code-server를 씁니다
  --port N        code-server의 포트 (지정하지 않으면 빈 포트)
  --help          이 도움말`,
  );

function readOptions() {
  try {
    const flag = { type: 'boolean', default: false };
    const options = {
      run: flag,
      en: flag,
      ko: flag,
      'code-server': flag,
      port: { type: 'string' },
      help: flag,
    };
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupError(`${error.message}\n\n${help()}`);
  }
}

/** Runs the workbook with the command line of this repository. */
async function runWithoutEditor(workbook) {
  // In a folder of its own: the lessons stay a short list.
  const folder = join(dirname(workbook), 'executed');
  mkdirSync(folder, { recursive: true });
  const executed = join(folder, basename(workbook));
  rmSync(executed, { force: true });
  const cli = join(repository, 'dist', 'cli.js');
  const env = { ...process.env, EPOCHBOOK_LOCALE: locale };
  const status = await run(process.execPath, [cli, 'run', workbook, '--out', executed], {
    shell: false,
    env,
  });
  if (existsSync(executed)) {
    const pictures = extractPictures(executed);
    say(`\nThe executed notebook: ${executed}`, `\n실행된 노트북: ${executed}`);
    say(`Its pictures (${pictures.length}):`, `그림 (${pictures.length}개):`);
    for (const picture of pictures) console.log(`  ${picture}`);
  }
  process.exitCode = status;
}

/** Opens the workbook in the VS Code of this machine; false where that did not work. */
async function openInCode(code, workbook) {
  say(`Opening ${workbook} with ${code} …`, `${code}(으)로 ${workbook}을(를) 여는 중 …`);
  const args = ['--new-window', `--extensionDevelopmentPath=${repository}`, dirname(workbook), workbook];
  if ((await run(code, args)) === 0) return true;
  say('That VS Code did not start; using code-server.', '이 VS Code가 시작되지 않아 code-server를 씁니다.');
  return false;
}

/** Serves the workbook with code-server until Ctrl-C. */
async function serve(workbook, port) {
  const editor = await provideEditor();
  // One set of folders for each clone: two clones hold two versions of the extension.
  const key = createHash('sha256').update(repository).digest('hex').slice(0, 12);
  const home = join(cacheFolder(), `student-${key}`);
  const userData = join(home, 'user-data');
  const extensions = join(home, 'extensions');
  const gitIsNoise = { 'git.openRepositoryInParentFolders': 'never' };
  writeSettings(userData, { ...quietSettings, ...gitIsNoise }, { keep: true });
  if (locale === 'ko') speakKorean(userData);
  linkExtensions(extensions, [repository]);
  // Here the editor remembers manifests; a changed package.json would not be seen.
  rmSync(join(userData, 'CachedProfilesData'), { recursive: true, force: true });
  const server = await startCodeServer({
    editor,
    userData,
    extensions,
    port,
    log: join(home, 'code-server.log'),
    locale,
  });
  let stopping = false;
  const stop = async () => {
    stopping = true;
    say('\nStopping …', '\n끝내는 중 …');
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  server.process.once('exit', (code) => {
    if (stopping) return;
    say(
      `code-server ended (${code}). Its log: ${home}/code-server.log`,
      `code-server가 끝났습니다 (${code}). 로그: ${home}/code-server.log`,
    );
    process.exit(1);
  });
  say(
    `\nOpen this address in your browser:\n\n  ${addressOf(server.origin, dirname(workbook), workbook)}\n\nPress Ctrl-C here to stop.`,
    `\n브라우저에서 이 주소를 여세요:\n\n  ${addressOf(server.origin, dirname(workbook), workbook)}\n\n끝내려면 여기서 Ctrl-C를 누르세요.`,
  );
}

await main(async () => {
  const options = readOptions();
  if (options.ko || options.en) speak(options.ko ? 'ko' : 'en');
  if (options.help) return console.log(help());
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new SetupError(
      text(
        `Epochbook needs Node 20 or later; this is ${process.version}.`,
        `Epochbook에는 Node 20 이상이 필요합니다. 지금은 ${process.version}입니다.`,
      ),
    );
  }
  await provideDependencies();
  say('Building Epochbook …', 'Epochbook을 빌드하는 중 …');
  const built = await run(process.execPath, [join(repository, 'scripts', 'build.mjs')], {
    cwd: repository,
    shell: false,
  });
  if (built !== 0)
    throw new SetupError(
      text('The build failed; its reason stands above.', '빌드에 실패했습니다. 이유는 위에 있습니다.'),
    );
  const workbook = provideWorkbook(locale, '07-titanic');
  if (options.run) return runWithoutEditor(workbook);
  const code = options['code-server'] ? undefined : findProgram('code');
  if (code && (await openInCode(code, workbook))) return;
  await serve(workbook, options.port);
});
