import { say } from '../../words/index.js';
import type { FailedWhy, RefusedWhy } from './protocol.js';

/** The cluster cannot be used, or not for this: no other task would fare better. The message says what to do. */
export class ClusterError extends Error {
  override name = 'ClusterError';
}

/** A task that has come to nothing; others may succeed. */
export class TaskFailed extends Error {
  override name = 'TaskFailed';
}

export const noPython = (): ClusterError =>
  new ClusterError(
    say(
      'A Ray cluster is reached through Python, and there is none on the PATH. Install Python 3 and "pip install \'ray[client]\'", or name it in EPOCHBOOK_PYTHON.',
      'Ray 클러스터에는 Python으로 연결하는데 PATH에 Python이 없습니다. Python 3을 설치하고 "pip install \'ray[client]\'"를 실행하거나, EPOCHBOOK_PYTHON에 경로를 적으세요.',
    ),
  );

export const brokenPython = (python: string, detail: string): ClusterError =>
  new ClusterError(
    say(
      `${python} ended before it reached the cluster. Name another Python in EPOCHBOOK_PYTHON.\n${detail}`,
      `${python}이(가) 클러스터에 연결하기 전에 종료되었습니다. EPOCHBOOK_PYTHON에 다른 Python을 적으세요.\n${detail}`,
    ),
  );

export const unreachable = (address: string, detail: string): ClusterError =>
  new ClusterError(
    say(
      `The cluster at ${address} cannot be reached (${detail}). Is it running, with the port of its client server open to this machine?`,
      `${address}의 클러스터에 연결할 수 없습니다(${detail}). 클러스터가 실행 중이고 클라이언트 서버의 포트가 이 컴퓨터에 열려 있는지 확인하세요.`,
    ),
  );

/** What Ray says of versions that differ: the cluster's Ray and Python, then ours. */
const versionsIn = (detail: string): string[] =>
  [...detail.matchAll(/(?:Ray|Python): (\S+)/g)].map(([, version]) => version as string);

export function refused(
  why: RefusedWhy,
  { address, detail, python }: { address: string; detail: string; python: string },
): ClusterError {
  switch (why) {
    case 'no-ray':
      return new ClusterError(
        say(
          `${python} has no Ray (${detail}). Install the cluster's version, "pip install 'ray[client]==VERSION'", or name another Python in EPOCHBOOK_PYTHON.`,
          `${python}에 Ray가 없습니다(${detail}). 클러스터와 같은 버전을 "pip install 'ray[client]==버전'"으로 설치하거나, EPOCHBOOK_PYTHON에 다른 Python을 적으세요.`,
        ),
      );
    case 'version': {
      const [ray, itsPython, ownRay, ownPython] = versionsIn(detail);
      return new ClusterError(
        say(
          `The cluster runs Ray ${ray} with Python ${itsPython}, and ${python} is Python ${ownPython} with Ray ${ownRay}: both have to be the cluster's, Python to its minor version. Install them, and name that Python in EPOCHBOOK_PYTHON.`,
          `클러스터는 Ray ${ray}과(와) Python ${itsPython}인데 ${python}은(는) Python ${ownPython}과(와) Ray ${ownRay}입니다. 둘 다 클러스터의 버전이어야 합니다(Python은 마이너 버전까지). 그 버전을 설치하고 EPOCHBOOK_PYTHON에 그 Python을 적으세요.`,
        ),
      );
    }
    case 'server':
      return new ClusterError(
        say(
          `The cluster at ${address} could not start a server for this client. Its head says why in ray_client_server*.err; starting the head with GRPC_ENABLE_FORK_SUPPORT=0 helps with some versions of grpcio.`,
          `${address}의 클러스터가 이 클라이언트를 위한 서버를 시작하지 못했습니다. 원인은 헤드 노드의 ray_client_server*.err에 있습니다. grpcio 버전에 따라 헤드를 GRPC_ENABLE_FORK_SUPPORT=0으로 시작하면 해결됩니다.`,
        ),
      );
    case 'unreachable':
      return unreachable(address, lastLine(detail));
    case 'other':
      return new ClusterError(
        say(
          `Ray could not connect to ${address}: ${lastLine(detail)}`,
          `Ray가 ${address}에 연결하지 못했습니다: ${lastLine(detail)}`,
        ),
      );
  }
}

export const connectionLost = (address: string, detail: string): ClusterError =>
  new ClusterError(
    say(
      `The connection to ${address} was lost (${lastLine(detail)}). The same command goes on where it stood.`,
      `${address}과(와)의 연결이 끊겼습니다(${lastLine(detail)}). 같은 명령을 다시 실행하면 이어서 합니다.`,
    ),
  );

export function failed(
  why: FailedWhy,
  { detail, where, seconds, retries }: { detail: string; where: string; seconds: number; retries: number },
): Error {
  switch (why) {
    case 'no-node':
      return new ClusterError(
        say(
          `The worker ${where} has no Node${detail && ` (${detail})`}. Install Node 20 or later on all workers, or name it there in EPOCHBOOK_NODE.`,
          `워커 ${where}에 Node가 없습니다${detail && `(${detail})`}. 모든 워커에 Node 20 이상을 설치하거나 워커의 EPOCHBOOK_NODE에 경로를 적으세요.`,
        ),
      );
    case 'old-node':
      return new ClusterError(
        say(
          `The worker ${where} has Node ${detail}, and 20 or later is needed. Install it on all workers, or name it there in EPOCHBOOK_NODE.`,
          `워커 ${where}의 Node는 ${detail}인데 20 이상이 필요합니다. 모든 워커에 설치하거나 워커의 EPOCHBOOK_NODE에 경로를 적으세요.`,
        ),
      );
    case 'timeout':
      return new TaskFailed(
        say(
          `It took longer than ${Math.round(seconds)} s on the worker ${where}.`,
          `워커 ${where}에서 ${Math.round(seconds)}초 안에 끝나지 않았습니다.`,
        ),
      );
    case 'memory':
      return new TaskFailed(
        say(
          `Its nodes ran out of memory, ${retries + 1} times. Ask for more of it, so that fewer run on a node.`,
          `노드의 메모리가 ${retries + 1}번 모자랐습니다. 메모리를 더 요청하면 한 노드에서 더 적게 실행됩니다.`,
        ),
      );
    case 'lost':
      return new TaskFailed(
        say(
          `It was lost with its node ${retries + 1} times: ${lastLine(detail)}`,
          `노드와 함께 ${retries + 1}번 사라졌습니다: ${lastLine(detail)}`,
        ),
      );
    case 'cancelled':
      return new TaskFailed(say('It was stopped.', '중단했습니다.'));
    case 'ended':
    case 'error':
      return new TaskFailed(
        say(
          `It failed on the worker ${where}: ${lastLine(detail)}`,
          `워커 ${where}에서 실패했습니다: ${lastLine(detail)}`,
        ),
      );
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';
