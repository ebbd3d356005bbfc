import { drawWhenSeen } from './live.js';
import { reachScrollers } from './scrollers.js';
import { followTheme } from './theme.js';

// The parts of a picture ask the page which language it speaks; a browser's own need not be the notebook's.
Object.defineProperty(navigator, 'language', { value: document.documentElement.lang, configurable: true });

followTheme();
reachScrollers();
drawWhenSeen();
