export { type ActivationOptions, showActivations } from './show-activations.js';
