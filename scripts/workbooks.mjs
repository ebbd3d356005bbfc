// `npm run workbooks [-- [--folder FOLDER] [en/|ko/]NAME …]`: runs the lessons of the course (or those of another
// folder that is laid out as workbooks/ is) from scratch, each edition in a folder of its own, and prints a table. Ends with 1
// where a cell failed, where scores do not reach what the lesson says they must, where a lesson warned, where a check fails
// with the teacher's solution, or where it passes with the stub that students get.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRounds, teacherCells, withStubs } from './exercise-rounds.mjs';
import { repository } from './repository.mjs';
import { main, SetupError } from './say.mjs';
import { languages, lessonFiles, makeStudentLessons } from './student-lessons.mjs';

const cli = join(repository, 'dist', 'cli.js');
/** What a lesson should take at most, on two processors with nothing else to do. */
const LIMIT_S = 60;
/** Five scores of three decimals, their mean and the gate. */
const GATE_WIDTH = 46;
const ROUNDS_WIDTH = 58;

const outputText = ({ text = '', data = {} }) => [text, data['text/plain'] ?? ''].flat(2).join('');

/** `0.981 0.962 1.000 → 0.981 ≥ 0.95`: of each seed, their mean, and what it has to reach. */
const GATE = /((?:\d+\.\d+ )+)→ (\d+\.\d+) ([≥≤]) (\d+(?:\.\d+)?)/;

/** The scores by seed against their gate that the last cell told; `held` is what they come to. */
function readGate(text) {
  const [line, bySeed, told, relation, limit] = GATE.exec(text) ?? [];
  if (!line) return { gate: '–', held: true };
  const scores = bySeed.trim().split(' ').map(Number);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const isMean = Math.abs(mean - Number(told)) < 10 ** -told.split('.')[1].length;
  const held = isMean && (relation === '≥' ? Number(told) >= Number(limit) : Number(told) <= Number(limit));
  return { gate: line, held };
}

const NO_CHECKS = { checks: 0, solved: 0, stubs: 0, faults: [] };

/**
 * What a lesson put out: how many pictures, what looks like a warning, scores by seed, how its checks came out, and the last line
 * of its last cell.
 */
function readExecuted(path) {
  const executed = JSON.parse(readFileSync(path, 'utf8'));
  const cells = teacherCells(executed);
  const outputs = cells.flatMap(({ outputs = [] }) => outputs);
  const printed = outputs.filter(({ output_type: type }) => type === 'stream');
  const last = cells.filter(({ cell_type: type }) => type === 'code').at(-1);
  const conclusion = (last?.outputs ?? []).map(outputText).join('');
  return {
    pictures: outputs.filter(({ data }) => data?.['image/svg+xml']).length,
    warnings: printed
      .filter(({ name, text }) => name === 'stderr' || /\bwarning\b/i.test([text].flat().join('')))
      .map(outputText),
    ...readGate(conclusion),
    rounds: readRounds(executed),
    verdict: conclusion.trim().split('\n').at(-1) ?? '',
  };
}

/** Runs one edition of a lesson. */
async function runLesson({ course, students }, name, language) {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-workbooks-'));
  cpSync(course, folder, { recursive: true });
  const notebook = join(folder, language, `${name}.ipynb`);
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
  const rounds = withStubs(read(notebook), read(join(students, language, `${name}.ipynb`)));
  writeFileSync(notebook, JSON.stringify(rounds, null, 1));
  const out = join(folder, language, 'out.ipynb');
  const started = Date.now();
  const args = [cli, 'run', notebook, '--engine', 'embedded', '--out', out];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const seconds = (Date.now() - started) / 1000;
  const found = existsSync(out)
    ? readExecuted(out)
    : { pictures: 0, warnings: [], gate: '–', held: false, rounds: NO_CHECKS, verdict: '' };
  rmSync(folder, { recursive: true, force: true });
  // The command tells its progress there too: "[3/12] const x = … ok (0.1 s)".
  const told = stderr.split('\n').filter((line) => !/^\[\d+\/\d+\] /.test(line));
  const warnings = [...found.warnings, ...told.filter((line) => /warning|error/i.test(line))];
  const ok = status === 0 && found.held && found.rounds.faults.length === 0;
  return { lesson: `${language}/${name}`, ok, seconds, ...found, warnings };
}

const roundsText = ({ checks, solved, stubs }) =>
  checks === 0
    ? '–'
    : `${solved} of ${checks} pass with the solutions, ${stubs} of ${checks} fail with the stubs`;

function readOptions() {
  try {
    return parseArgs({ options: { folder: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new SetupError(error.message);
  }
}

await main(async () => {
  if (!existsSync(cli)) throw new SetupError('There is no dist/: run npm run build first.');
  const { values, positionals: given } = readOptions();
  const course = values.folder ?? join(repository, 'workbooks');
  const all = lessonFiles(join(course, 'en')).map((file) => file.replace('.ipynb', ''));
  /** `01-input-scaling` in both languages, or `en/01-input-scaling` in one. */
  const asked = (given.length > 0 ? given : all).map((each) => {
    const [name = '', language] = each.split('/').reverse();
    return { name, editions: languages.filter((own) => language === undefined || own === language) };
  });
  const strange = given.find((_, i) => !all.includes(asked[i].name) || asked[i].editions.length === 0);
  if (strange) throw new SetupError(`There is no lesson ${strange}. There are ${all.join(', ')}.`);
  const students = mkdtempSync(join(tmpdir(), 'epochbook-students-'));
  try {
    makeStudentLessons(course, students);
    await runLessons({ course, students }, asked);
  } finally {
    rmSync(students, { recursive: true, force: true });
  }
});

async function runLessons(folders, asked) {
  const failed = [];
  const total = { checks: 0, solved: 0, stubs: 0 };
  const columns = [
    'lesson'.padEnd(34),
    'result',
    ' time',
    'pictures',
    'warnings',
    'by seed → mean, gate'.padEnd(GATE_WIDTH),
    'exercises'.padEnd(ROUNDS_WIDTH),
  ];
  console.log([...columns, 'last line'].join('  '));
  // Both editions at once: two processors are what the limit counts with.
  for (const { name, editions } of asked)
    for (const edition of await Promise.all(editions.map((language) => runLesson(folders, name, language)))) {
      const { lesson, ok, seconds, pictures, warnings, gate, rounds, verdict } = edition;
      const cells = [
        lesson.padEnd(34),
        (ok ? 'ok' : 'FAILED').padEnd(6),
        `${seconds.toFixed(0)} s${seconds > LIMIT_S ? '!' : ''}`.padStart(5),
        String(pictures).padStart(8),
        String(warnings.length).padStart(8),
        gate.padEnd(GATE_WIDTH),
        roundsText(rounds).padEnd(ROUNDS_WIDTH),
      ];
      console.log([...cells, verdict].join('  '));
      for (const line of [...rounds.faults, ...warnings])
        console.log(`    ${line.replaceAll('\n', '\n    ')}`);
      if (!ok || warnings.length > 0) failed.push(lesson);
      for (const count of Object.keys(total)) total[count] += rounds[count];
    }
  if (total.checks > 0) console.log(`checks: ${roundsText(total)}`);
  console.log(failed.length > 0 ? `not right: ${failed.join(', ')}` : 'all lessons are right');
  if (failed.length > 0) process.exitCode = 1;
}
