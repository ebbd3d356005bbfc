export { LogImports } from './log-imports.js';
