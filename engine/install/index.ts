export { findBuildTools } from './build-tools.js';
export { checkEngine, type EngineCheck } from './check-engine.js';
export { findProgram } from './find-program.mjs';
export { InstallCancelled } from './install-error.js';
export { type InstallProgress, installNative, removeNative } from './install-native.js';
export { lastLines, runProgram } from './run-program.js';
export { downloadCache, engineStorage } from './storage.js';
export { wheelFits } from './wheel.js';
