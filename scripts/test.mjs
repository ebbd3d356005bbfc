// `npm test`: provides what is missing, then runs every check and says in one last line how it went.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from './command.mjs';
import { commitNumber } from './commit-number.mjs';
import { provideBrowser, provideExtras } from './provide-browser.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { provideEditor } from './provide-editor.mjs';
import { provideEngine } from './provide-engine.mjs';
import { provideLabData } from './provide-lab-data.mjs';
import { provideNode } from './provide-node.mjs';
import { providePython } from './provide-python.mjs';
import { NoRay, provideRay } from './provide-ray.mjs';
import { NoWine, provideWindows } from './provide-windows.mjs';
import { repository } from './repository.mjs';
import { SetupError } from './say.mjs';

const projects = ['unit', 'pictures', 'renderers', 'conformance', 'kernel', 'windows', 'interop', 'e2e'];
const stages = ['lint', 'types', ...projects];
const needsBrowser = ['pictures', 'renderers', 'e2e'];
const needsEngine = ['conformance', 'kernel', 'interop', 'e2e'];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !stages.includes(name));
if (unknown.length > 0 || asked.includes('--help')) {
  console.log(`npm test [-- STAGE …]\n\nStages: ${stages.join(' ')} (all of them without an argument)`);
  process.exit(asked.includes('--help') ? 0 : 2);
}
const wanted = stages.filter((name) => asked.length === 0 || asked.includes(name));

const total = { passed: 0, failed: [], skipped: [] };
const times = [];

/** Milliseconds of all processors since the machine started. */
function processorTimes() {
  let [all, idle] = [0, 0];
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.irq + times.idle;
    idle += times.idle;
  }
  return { all, busy: all - idle };
}

/** Runs a stage under a heading and remembers its time. What it throws counts as one failure. */
async function stage(name, work) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const before = processorTimes();
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    total.failed.push(`${name}: ${String(error.message ?? error).split('\n')[0]}`);
    return false;
  } finally {
    const after = processorTimes();
    const busy = (after.busy - before.busy) / Math.max(1, after.all - before.all);
    times.push([name, (Date.now() - started) / 1000, busy]);
  }
}

/**
 * A part that only some tests need: in CI its absence fails the run, unless the system has no such thing; elsewhere those
 * tests are skipped, and it is told.
 */
const part = (name, provide) =>
  stage(name, async () => {
    try {
      await provide();
    } catch (error) {
      if (!(error instanceof SetupError) || (process.env.CI && !isOfSystem(error))) throw error;
      console.error(error.message);
      total.skipped.push({ name, reason: `${error.message.split('\n')[0]} Tests that need it are skipped.` });
    }
  });

/** The system has no such thing. */
const isOfSystem = (error) => error instanceof NoWine || error instanceof NoRay;

const script = (name) => join(repository, 'scripts', name);
const inRepository = (args, options = {}) =>
  run(process.execPath, args, { cwd: repository, shell: false, ...options });

/** A check that is one program: it passes as one test or fails as one. */
async function check(name, args) {
  const status = await inRepository(args);
  if (status === 0) total.passed++;
  else total.failed.push(`${name}: ended with status ${status}`);
}

/** @param run what this run of the project is called, more of its environment, and its files (all without them). */
async function project(name, { run = name, extra = {}, files = [] } = {}) {
  const folder = join(repository, 'artifacts', 'tests');
  const tallyFile = join(folder, `${run.replace(/\W+/g, '-')}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(tallyFile, { force: true });
  const vitest = join(repository, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', `${name}*`, ...files, '--passWithNoTests', '--reporter=default'];
  args.push(`--reporter=${script('tally-reporter.mjs')}`);
  const env = { ...process.env, ...extra, EPOCHBOOK_TALLY: tallyFile };
  const status = await inRepository(args, { env });
  const tally = readTally(tallyFile);
  total.passed += tally.passed;
  total.failed.push(...tally.failed.map((failure) => `${run}: ${failure}`));
  total.skipped.push(...tally.skipped.map((skip) => ({ ...skip, name: `${run}: ${skip.name}` })));
  if (status !== 0 && tally.failed.length === 0)
    total.failed.push(`${run}: vitest ended with status ${status}`);
}

/** What depends on the version of Node most: the loading of modules, and where errors are. */
const testsOfCells = ['evaluation', 'errors'].map((name) =>
  join(repository, 'test', 'kernel', `${name}.test.ts`),
);

/** Of the tests of kernels, those of what Node does: modules, stacks, streams, signals, breaking off, and instructions of WebAssembly. */
const testsOfNode =
  /^(cells|compiled|debugger-environment|errors|evaluation|input|interrupt|stray-exceptions|streams)\.test/;

/**
 * The files whose kernels run under the Node that EPOCHBOOK_TEST_NODE names; the others would only do the same again. Of those
 * that train and draw, which are about our own code, a run takes every second one, and the commit decides which.
 */
function testsOfKernels() {
  const folder = join(repository, 'test', 'kernel');
  const ofKernels = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) => /from '\.\/kernel\.js'/.test(readFileSync(join(folder, name), 'utf8')))
    .sort();
  const others = ofKernels.filter((name) => !testsOfNode.test(name));
  const taken = others.filter((_, i) => i % 2 === commitNumber() % 2);
  return [...ofKernels.filter((name) => testsOfNode.test(name)), ...taken].map((name) => join(folder, name));
}

/** Vitest writes none where a project has no files. */
function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: [], skipped: [] };
  }
}

function report() {
  console.log('\n=== times');
  for (const [name, seconds, busy] of times)
    console.log(
      `${name.padEnd(36)} ${seconds.toFixed(1).padStart(7)} s, processors ${(100 * busy).toFixed(0)} % busy`,
    );
  for (const { name, reason } of total.skipped)
    console.log(`skipped: ${name}: ${reason || 'no reason given'}`);
  for (const name of total.failed) console.log(`failed: ${name}`);
  console.log(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
  process.exit(total.failed.length > 0 ? 1 : 0);
}

const buildsAnything = wanted.some((name) => name !== 'lint' && name !== 'types');
if (!(await stage('packages', provideDependencies))) report();
if (buildsAnything) {
  const built = await stage('build', async () => {
    const status = await inRepository([script('build.mjs')]);
    if (status !== 0) throw new Error(`scripts/build.mjs ended with status ${status}`);
  });
  if (!built && wanted.includes('e2e')) console.log('Going on with what was built before, if anything.');
}
if (wanted.some((name) => needsBrowser.includes(name))) await stage('browser', provideBrowser);
if (wanted.some((name) => name === 'interop' || name === 'e2e')) await stage('extras', provideExtras);
if (wanted.some((name) => needsEngine.includes(name))) await part('native engine', provideEngine);
let node;
if (wanted.includes('kernel'))
  await part('another Node', async () => {
    node = await provideNode();
  });
if (wanted.includes('windows')) await part('windows (Wine)', provideWindows);
if (wanted.includes('interop')) await part('python', providePython);
if (wanted.includes('interop')) await part('ray', provideRay);
if (wanted.includes('conformance')) await part('lab data', provideLabData);
let editor;
if (wanted.includes('e2e')) {
  await stage('editor', async () => {
    editor = await provideEditor();
  });
}
for (const name of wanted) {
  await stage(name, () => {
    if (name === 'lint')
      return check(name, [join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'ci']);
    if (name === 'types') return check(name, [script('types.mjs')]);
    return project(name);
  });
  // How modules are loaded and stacks are read is not the same in any two versions.
  if (name === 'kernel' && node) {
    const again = 'cells under another Node';
    await stage(again, () =>
      project(name, { run: again, extra: { EPOCHBOOK_TEST_NODE: node }, files: testsOfCells }),
    );
  }
  // In VS Code the kernel runs under the editor's own, newer Node.
  if (name === 'kernel' && editor) {
    const again = 'kernel under the Node of the editor';
    await stage(again, () =>
      project(name, { run: again, extra: { EPOCHBOOK_TEST_NODE: editor.node }, files: testsOfKernels() }),
    );
  }
}
report();
