import { relative } from 'node:path';
import { damageWords } from '../../library/tensorboard/index.js';
import { say } from '../../words/index.js';
import type { ImportedRun } from './imported-run.js';
import type { LogFile } from './log-file.js';

const MOST = 20;
/** Places that are told of one file. */
const MOST_OF_FILE = 3;

/** What of some files could not be read, and what of their runs was not taken as it stands, in sentences. */
export function problemsOf(
  root: string,
  files: readonly LogFile[],
  runs: readonly ImportedRun[],
  unreadFolders: readonly string[],
): string[] {
  const all = [
    ...unreadFolders.map((path) => say(`${path} cannot be read.`, `${path} 폴더를 읽을 수 없습니다.`)),
    ...files.flatMap((file) => ofFile(relative(root, file.path), file)),
    ...atOnce(files, runs),
    ...runs.flatMap(ofRun),
  ];
  const more = all.length - MOST;
  if (more <= 0) return all;
  return [...all.slice(0, MOST), say(`${more} more like these.`, `이런 것이 ${more}개 더 있습니다.`)];
}

function ofFile(name: string, { reader, unread, leftOut, media, scalars }: LogFile): string[] {
  const said: string[] = [];
  if (unread)
    said.push(say(`${name} cannot be read (${unread}).`, `${name} 파일을 읽을 수 없습니다(${unread}).`));
  for (const damage of reader.damages.slice(0, MOST_OF_FILE)) said.push(`${name}: ${damageWords(damage)}.`);
  const more = reader.damaged - MOST_OF_FILE;
  if (more > 0)
    said.push(
      say(
        `${name}: ${more} more records are damaged and left out.`,
        `${name}: 손상된 레코드 ${more}개를 더 뺐습니다.`,
      ),
    );
  if (reader.cut > 0)
    said.push(
      say(
        `${name}: the ${reader.cut} bytes from byte ${reader.offset} on are no whole record. The file is still being written, or was cut off.`,
        `${name}: ${reader.offset}번째 바이트부터 ${reader.cut}바이트는 온전한 레코드가 아닙니다. 아직 쓰는 중이거나 잘린 파일입니다.`,
      ),
    );
  if (leftOut > 0)
    said.push(
      say(
        `${name}: ${leftOut} scalars were left out. Their steps are no whole numbers from 0, or the file has more than 1000 tags.`,
        `${name}: 스칼라 ${leftOut}개를 뺐습니다. 스텝이 0 이상의 정수가 아니거나 태그가 1000개를 넘습니다.`,
      ),
    );
  const { notFinite, firstNotFinite } = scalars;
  if (firstNotFinite)
    said.push(
      say(
        `${name}: ${notFinite} values are NaN or infinite, the first of "${firstNotFinite.tag}" at step ${firstNotFinite.step}.`,
        `${name}: 값 ${notFinite}개가 NaN이나 무한대입니다. 처음은 스텝 ${firstNotFinite.step}의 "${firstNotFinite.tag}"입니다.`,
      ),
    );
  if (media.left > 0)
    said.push(
      say(
        `${name}: ${media.left} texts, images or histograms were left out for want of room.`,
        `${name}: 텍스트, 이미지, 히스토그램 ${media.left}개는 자리가 모자라 뺐습니다.`,
      ),
    );
  return said;
}

function atOnce(files: readonly LogFile[], runs: readonly ImportedRun[]): string[] {
  const further = runs.filter(
    ({ name }) => / \(\d+\)(\/|$)/.test(name) && !files.some(({ folder }) => folder === name),
  );
  if (further.length === 0) return [];
  const names = further.map(({ name }) => `"${name}"`).join(', ');
  return [
    say(
      `Several programs wrote into one folder at the same time; each has a run of its own: ${names}.`,
      `여러 프로그램이 한 폴더에 동시에 썼습니다. 프로그램마다 실행을 따로 두었습니다: ${names}`,
    ),
  ];
}

function ofRun({ name, replaced }: ImportedRun): string[] {
  if (replaced === 0) return [];
  return [
    say(
      `${name}: the steps go back; ${replaced} values were replaced by those written later at these steps or from an earlier one on.`,
      `${name}: 스텝이 되돌아갑니다. 값 ${replaced}개는 같은 스텝이나 그보다 앞선 스텝부터 나중에 다시 쓴 값으로 바꾸었습니다.`,
    ),
  ];
}
