export { KernelClient, type KernelExit } from './kernel-client.js';
export { KernelStartError, type LaunchOptions, LONELY_MS } from './launch.js';
