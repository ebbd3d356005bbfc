import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files of a minute and more. Vitest takes the largest files first, where it has no times of an earlier run; these are
 * small, and at the end one of them would keep a single processor at work.
 */
const LONG = [
  'test/kernel/workbooks.test.ts',
  'test/renderers/mutations.test.ts',
  'test/renderers/mutations-of-layers.test.ts',
  'test/renderers/axe.test.ts',
  'test/renderers/fits.test.ts',
  'test/interop/ray.test.ts',
  'test/e2e/grading.test.ts',
];

export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((end) => moduleId.endsWith(end));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
