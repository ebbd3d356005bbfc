import { chai, customMatchers, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import { getCurrentTest } from '@vitest/runner';
import { fn, restoreAllMocks, spyOn } from '@vitest/spy';

// What stands under the name `vitest` in a test that runs under Windows' Node, where vitest itself cannot run: the parts of
// vitest that collect, run and compare.

export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  onTestFinished,
  test,
} from '@vitest/runner';

export const vi = { fn, restoreAllMocks, spyOn };

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

const GLOBAL = Symbol.for('expect-global');
const MATCHERS = Symbol.for('asymmetric-matchers-object');
const globals = globalThis as unknown as Record<symbol, object | undefined>;

const assertion = (value: unknown, message?: string): Chai.Assertion => {
  const made = chai.expect(value, message) as Chai.Assertion & { withTest(test: object): Chai.Assertion };
  const test = getCurrentTest();
  return test ? made.withTest(test) : made;
};

export const expect = Object.assign(assertion, chai.expect, globals[MATCHERS]);
globals[GLOBAL] = expect;
(chai.expect as unknown as { extend(expect: object, matchers: object): void }).extend(expect, customMatchers);
