// A vitest reporter for scripts/test.mjs: counts of a run with the names of what failed and the reasons of what was
// skipped, written as JSON to the file that EPOCHBOOK_TALLY names.
import { writeFileSync } from 'node:fs';

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      const broken = brokenSuites(module);
      for (const { suite, name } of broken)
        tally.failed.push(`${name} (${suite.errors()[0]?.message ?? 'broken'})`);
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        if (state === 'passed') tally.passed++;
        else if (state === 'failed') tally.failed.push(name);
        else tally.skipped.push({ name, reason: note ?? reasonOf(test) });
      }
    }
    for (const error of unhandledErrors) tally.failed.push(`an error outside of any test: ${error.message}`);
    writeFileSync(process.env.EPOCHBOOK_TALLY, JSON.stringify(tally, null, 2));
  }
}

/** A test that was meant to run, and says nothing of itself, did not get its turn. */
function reasonOf({ options: { mode } }) {
  if (mode === 'run') return 'its suite failed before it';
  return mode === 'todo' ? 'not written yet' : '';
}

/** The file and its groups that failed outside of their tests: on loading, or in beforeAll or afterAll. */
function brokenSuites(module) {
  const suites = [module, ...module.children.allSuites()];
  return suites
    .filter((suite) => suite.errors().length > 0)
    .map((suite) => ({ suite, name: [module.relativeModuleId, suite.fullName].filter(Boolean).join(' > ') }));
}
