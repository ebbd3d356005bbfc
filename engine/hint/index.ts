export { chooseHint, type EngineTiming } from './choose-hint.js';
export { beHumble } from './humble-process.js';
export { batchBytes, type EndedTraining, type ModelPlan, modelPlan } from './model-plan.js';
export { type ModelProbe, timeEngine } from './time-engine.js';
