export type { Finding, LintCell, LintEdit, LintFix } from './finding.js';
export { type LintOptions, lintNotebook } from './lint-notebook.js';
export { ruleNames } from './rules/index.js';
