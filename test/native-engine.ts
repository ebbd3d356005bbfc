import { findNative } from '../engine/native/find-native.js';
import { testStorage } from '../scripts/provide-engine.mjs';

/** Where the tests have their native engine. */
export const nativeStorage: string = testStorage();

/** Empty where the tests have a native engine, else why they have none. */
export const noNative: string =
  findNative({ storage: nativeStorage }).length > 0
    ? ''
    : `no native engine in ${nativeStorage}; "node scripts/provide-engine.mjs" installs it`;
