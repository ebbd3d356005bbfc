export { findNative } from './find-native.js';
export { howToInstall } from './native-engine-error.js';
