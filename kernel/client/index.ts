export { KernelClient, type KernelExit, type LaunchOptions } from './kernel-client.js';
export { KernelStartError } from './launch.js';
