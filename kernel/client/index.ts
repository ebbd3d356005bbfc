export { KernelClient, type KernelExit } from './kernel-client.js';
export { KernelStartError, type LaunchOptions } from './launch.js';
