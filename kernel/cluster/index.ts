export { type Files, filesIn, packed, unpacked, writeFiles } from './archive.js';
export { Cluster, type TaskAnswer, type TaskLimits } from './cluster.js';
export { ClusterError, TaskFailed } from './cluster-error.js';
export { type Place, placeOf } from './place.js';
