import type { FromRenderer } from '../../../protocol/index.js';
import type { EditorFiles } from '../../drawing/menu/editor-files.js';
import type { CurveChoice } from '../model.js';
import type { TabName } from './tab-name.js';

/** What the views of this renderer share: the way to the extension, and what is remembered. */
export interface Peer {
  /** Whether anyone listens. */
  connected: boolean;
  send(message: FromRenderer): void;
  files: EditorFiles | null;
  /** How the person set the picture of a run. */
  choice(run: string): CurveChoice;
  remember(run: string, choice: CurveChoice): void;
  /** The tab that a run was left at. */
  tab(run: string): TabName;
  rememberTab(run: string, tab: TabName): void;
  /** Whether a run that is drawn small was left open. */
  opened(run: string): boolean;
  rememberOpened(run: string, opened: boolean): void;
}
