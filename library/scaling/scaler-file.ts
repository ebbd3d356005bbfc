import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { say } from '../../words/index.js';
import {
  filePath,
  ModelFileError,
  modelFormat,
  type SavedFile,
  writeModelFile,
} from '../model-files/index.js';
import type { Missing } from './checked-columns.js';
import { type ScalingName, STATISTICS, type StatisticsOf } from './statistics.js';

const FORMAT = 'epochbook scaler';
const VERSION = 1;

/** What a file holds of a scaling; offset and divisor follow from it. */
export interface StoredScaler<Name extends ScalingName = ScalingName> {
  scaling: Name;
  missing: Missing;
  statistics: StatisticsOf[Name];
}

/** The scaling's own file, beside the model of this path. */
function scalerPath(path: string): string {
  const file = filePath(path);
  if (basename(file) === 'model.json') return join(dirname(file), 'scaler.json');
  if (/\.json$/i.test(file)) return file;
  return modelFormat(file) === 'folder'
    ? join(file, 'scaler.json')
    : file.replace(/\.[^.]+$/, '.scaler.json');
}

export async function saveScaler(
  path: string,
  { scaling, missing, statistics }: StoredScaler,
): Promise<SavedFile> {
  const file = scalerPath(path);
  const text = `${JSON.stringify({ format: FORMAT, version: VERSION, scaling, missing, statistics }, undefined, 2)}\n`;
  const bytes = new TextEncoder().encode(text);
  await writeModelFile(file, bytes);
  return { path: file, bytes: bytes.length };
}

/** @throws ModelFileError that names the file, and what is missing, damaged or of another kind. */
export async function readScaler(path: string): Promise<StoredScaler> {
  const file = scalerPath(path);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw cannotRead(
      file,
      error.code === 'ENOENT'
        ? say(
            'there is no such file. Save the scaling with scaler.save first.',
            '그런 파일이 없습니다. 먼저 scaler.save로 스케일링을 저장하세요.',
          )
        : error.message,
      error,
    );
  });
  return storedScaler(file, parsed(file, text));
}

function cannotRead(file: string, reason: string, cause?: unknown): ModelFileError {
  return new ModelFileError(
    say(
      `Cannot read a scaling from ${file}: ${reason}`,
      `${file}에서 스케일링을 읽을 수 없습니다: ${reason}`,
    ),
    { cause },
  );
}

const damaged = (file: string, en: string, ko: string): ModelFileError =>
  cannotRead(
    file,
    say(
      `the file is damaged: ${en}. Fit and save the scaling again.`,
      `파일이 손상되었습니다. ${ko}. 스케일링을 다시 맞추어 저장하세요.`,
    ),
  );

function parsed(file: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, like any other content.
  }
  throw damaged(file, 'it is no whole JSON object', 'JSON 객체 하나가 온전히 들어 있지 않습니다');
}

function storedScaler(file: string, value: Record<string, unknown>): StoredScaler {
  const { format, version, scaling, missing = 'refuse', statistics } = value;
  if (format !== FORMAT)
    throw cannotRead(
      file,
      say(
        'it is no file of scaler.save, but some other JSON.',
        'scaler.save가 만든 파일이 아니라 다른 JSON입니다.',
      ),
    );
  if (version !== VERSION)
    throw cannotRead(
      file,
      say(
        `it is of version ${JSON.stringify(version)}, and this program reads version ${VERSION}. Update Epochbook, or save the scaling again.`,
        `버전이 ${JSON.stringify(version)}인데 이 프로그램은 버전 ${VERSION}을(를) 읽습니다. Epochbook을 업데이트하거나 스케일링을 다시 저장하세요.`,
      ),
    );
  if (typeof scaling !== 'string' || !Object.hasOwn(STATISTICS, scaling))
    throw damaged(
      file,
      `scaling is ${JSON.stringify(scaling)}, which is none of ${Object.keys(STATISTICS).join(', ')}`,
      `scaling 값이 ${JSON.stringify(scaling)}인데 ${Object.keys(STATISTICS).join(', ')} 중에 없습니다`,
    );
  if (missing !== 'refuse' && missing !== 'keep')
    throw damaged(
      file,
      `missing is ${JSON.stringify(missing)}, but 'refuse' or 'keep' is needed`,
      `missing 값이 ${JSON.stringify(missing)}입니다. 'refuse'나 'keep'이어야 합니다`,
    );
  const name = scaling as ScalingName;
  return { scaling: name, missing, statistics: checkedStatistics(file, name, statistics) };
}

function checkedStatistics(file: string, scaling: ScalingName, given: unknown): StatisticsOf[ScalingName] {
  const lists = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const width = (lists[STATISTICS[scaling][0]] as unknown[] | undefined)?.length ?? 0;
  const checked: Record<string, number[]> = {};
  for (const name of STATISTICS[scaling]) {
    const values = lists[name];
    if (!Array.isArray(values) || values.length === 0 || values.length !== width)
      throw damaged(
        file,
        `statistics.${name} is no list of one number for each column`,
        `statistics.${name}에 열마다 수 하나씩 들어 있지 않습니다`,
      );
    const wrong = values.findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
    if (wrong >= 0)
      throw damaged(
        file,
        `statistics.${name} holds ${JSON.stringify(values[wrong])} for column ${wrong}`,
        `statistics.${name}의 ${wrong}열 값이 ${JSON.stringify(values[wrong])}입니다`,
      );
    checked[name] = values as number[];
  }
  checkOrder(file, checked);
  return checked as unknown as StatisticsOf[ScalingName];
}

/** What no data can have. */
function checkOrder(file: string, { min, mean, max, standardDeviation }: Record<string, number[]>): void {
  const outOfOrder = min?.findIndex((low, j) => {
    const high = max?.[j] ?? low;
    const centre = mean?.[j] ?? low;
    return low > high || centre < low || centre > high;
  });
  if (outOfOrder !== undefined && outOfOrder >= 0)
    throw damaged(
      file,
      `the statistics of column ${outOfOrder} are out of order: min ≤ mean ≤ max does not hold`,
      `${outOfOrder}열의 통계가 min ≤ mean ≤ max를 지키지 않습니다`,
    );
  const negative = standardDeviation?.findIndex((value) => value < 0) ?? -1;
  if (negative >= 0)
    throw damaged(
      file,
      `the standard deviation of column ${negative} is negative`,
      `${negative}열의 표준편차가 음수입니다`,
    );
}
