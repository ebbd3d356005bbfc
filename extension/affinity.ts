/** The name under which a workbook asks for Epochbook in its `kernelspec`. */
export const KERNELSPEC_NAME = 'epochbook';

/** What of a notebook decides whether Epochbook is offered first. */
export interface NotebookTraits {
  /** As the built-in ipynb serializer gives it: nbformat's own metadata lies under `metadata`. */
  metadata: Readonly<Record<string, unknown>>;
  /** Language ids of the code cells. */
  languages: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The name in the notebook's `kernelspec`, if it has one. */
export function kernelspecName(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const { metadata: inner } = metadata;
  const kernelspec = isRecord(inner) ? inner.kernelspec : undefined;
  const name = isRecord(kernelspec) ? kernelspec.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Whether the notebook asks for Epochbook by name, or all its code is TypeScript. */
export function prefersEpochbook({ metadata, languages }: NotebookTraits): boolean {
  if (kernelspecName(metadata) === KERNELSPEC_NAME) return true;
  return languages.length > 0 && languages.every((language) => language === 'typescript');
}
