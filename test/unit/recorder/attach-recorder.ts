import type { TfNamespace } from '../../../kernel/engine.js';
import { type RecordedTf, Recorder, type RecorderHost } from '../../../kernel/recorder/index.js';

/** Records the trainings of an engine for a host that does nothing but what is given. */
export function attachRecorder(tf: TfNamespace, host: Partial<RecorderHost>): Recorder {
  const recorder = new Recorder(tf as unknown as RecordedTf, {
    emit: () => {},
    cell: () => ({ cell: 'c', execution: 1 }),
    engine: () => ({ name: 'embedded', backend: tf.getBackend() }),
    stopAsked: () => 'no',
    fitStarted: () => {},
    fitEnded: () => {},
    ...host,
  });
  recorder.attach();
  return recorder;
}
