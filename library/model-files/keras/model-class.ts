const MODELS = new Set(['Model', 'Functional', 'Sequential']);

/** Whether a layer of this class is a model by itself. tfjs calls a functional one "Model". */
export const isModelClass = (className: string): boolean => MODELS.has(className);
