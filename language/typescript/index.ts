export { TypeScriptEngine, type TypeScriptEngineOptions } from './typescript-engine.js';
