// Provides what the browser tests need from the operating system: Chromium, a font with Korean letters, and Python's
// nbformat for the check that other tools accept our notebooks.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../engine/install/find-program.mjs';
import { capture } from './command.mjs';
import { hasApt, provideDebianPackages } from './debian-packages.mjs';
import { pythonWith } from './python-with.mjs';
import { main, SetupError, say, text } from './say.mjs';

const onMac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser at hand: the CHROMIUM variable, else Chromium or Chrome on the PATH; undefined where there is none. */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return (
    findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome') ??
    onMac.find((path) => existsSync(path))
  );
}

/** Gives the path of a Chromium, installing Debian's where there is none. @throws SetupError where that fails. */
export async function provideBrowser() {
  if (process.env.CHROMIUM && !existsSync(process.env.CHROMIUM)) {
    throw new SetupError(
      text(
        `The variable CHROMIUM names ${process.env.CHROMIUM}, which does not exist.`,
        `환경 변수 CHROMIUM이 가리키는 ${process.env.CHROMIUM} 파일이 없습니다.`,
      ),
    );
  }
  if (!findBrowser()) {
    if (!hasApt()) {
      throw new SetupError(
        text(
          'The end-to-end tests need Chromium or Chrome. Install one, or name it in the variable CHROMIUM.',
          '종단간 테스트에는 Chromium이나 Chrome이 필요합니다. 설치하거나 환경 변수 CHROMIUM으로 지정하세요.',
        ),
      );
    }
    await provideDebianPackages(
      ['chromium', 'fonts-liberation'],
      text('the browser tests', '브라우저 테스트'),
    );
  }
  return findBrowser();
}

/** Korean letters and nbformat: tests that need them are skipped, with the reason, where they cannot be had. */
export async function provideExtras() {
  if (!hasApt()) return;
  const wanted = [];
  if (capture('fc-list', [':lang=ko', 'family']).stdout.trim() === '')
    wanted.push('fonts-noto-cjk', 'fontconfig');
  if (!pythonWith('nbformat')) wanted.push('python3-nbformat');
  if (wanted.length === 0) return;
  try {
    await provideDebianPackages(wanted, text('the picture and notebook checks', '그림과 노트북 검사'));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`  Going on without: ${error.message}`, `  없이 계속합니다: ${error.message}`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    console.log(await provideBrowser());
    await provideExtras();
  });
}
