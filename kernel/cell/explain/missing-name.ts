import { didYouMean, nearestNames, say } from '../../../words/index.js';
import { kerasNames } from './keras-names.js';
import { type DeclaringCell, type ErrorPlace, isObject, type KnownNames, membersOf } from './known-names.js';
import { pythonNames } from './python-names.js';
import { tellAdvice } from './tell-advice.js';

const GLOBALS = [
  'console',
  'Math',
  'JSON',
  'Object',
  'Array',
  'Promise',
  'display',
  'process',
  'setTimeout',
  'fetch',
];

/** What to do about `name is not defined`. */
export function explainMissingName(name: string, place: ErrorPlace | undefined, names: KnownNames): string {
  const before = place?.text.slice(0, place.text.indexOf(name)) ?? '';
  const after = place?.text.slice(before.length + name.length) ?? '';
  const assigns = /^\s*=(?![=>])/.test(after);
  if (assigns && /[(,]\s*$/.test(before)) return keywordArgument(name, after);
  if (assigns && /^\s*$/.test(before)) return undeclared(name);
  const cell = names.declaringCell?.(name);
  if (cell) return runFirst(cell);
  const python = Object.hasOwn(pythonNames, name) && pythonNames[name];
  if (python) return tellAdvice(name, python, 'Python');
  const near = didYouMean(name, [...names.declared(), ...GLOBALS], (known) => known).trim();
  if (near) return near;
  if (name === 'tf')
    return say(
      "Import it first: import * as tf from '@tensorflow/tfjs-node'",
      "먼저 가져오세요: import * as tf from '@tensorflow/tfjs-node'",
    );
  return (
    fromLibrary(name, names) ??
    fromEngine(name, names) ??
    say(
      'Is it misspelt, or was the cell that makes it not run since the kernel started?',
      '이름을 잘못 썼거나, 커널이 시작된 뒤 그것을 만드는 셀을 실행하지 않았을 수 있습니다.',
    )
  );
}

function runFirst({ first, distance }: DeclaringCell): string {
  const count = Math.abs(distance);
  const [where, direction] = distance > 0 ? ['below', '아래로'] : ['above', '위로'];
  const place = count === 1 ? `The code cell right ${where}` : `The code cell ${count} ${where}`;
  return say(
    `${place} (“${first}”) declares it, but has not run since the kernel started: run that cell first.`,
    `${direction} ${count}번째 코드 셀(“${first}”)에서 선언하는데, 커널이 시작된 뒤 실행하지 않았습니다. 그 셀을 먼저 실행하세요.`,
  );
}

function keywordArgument(name: string, after: string): string {
  const value = /^\s*=\s*([^,)]+)/.exec(after)?.[1]?.trim() ?? '…';
  return say(
    `TypeScript has no keyword arguments. Options go into one object at the end: { ${camel(name)}: ${value} }`,
    `TypeScript에는 키워드 인수가 없습니다. 옵션은 끝에 객체 하나로 씁니다: { ${camel(name)}: ${value} }`,
  );
}

const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const undeclared = (name: string): string =>
  say(
    `Declare it when you first give it a value: const ${name} = …, or let where it changes later.`,
    `처음 값을 줄 때 선언하세요: const ${name} = … (나중에 바뀐다면 let).`,
  );

function fromLibrary(name: string, names: KnownNames): string | undefined {
  const [near] = nearestNames(name, names.library());
  if (!near) return undefined;
  return say(
    `The library has it; import it first: import { ${near} } from 'epochbook'`,
    `라이브러리에 있습니다. 먼저 가져오세요: import { ${near} } from 'epochbook'`,
  );
}

/** What of the engine somebody may have meant, by a name alone. */
export function fromEngine(name: string, names: KnownNames): string | undefined {
  const keras = Object.hasOwn(kerasNames, name) && kerasNames[name];
  if (keras) return tellAdvice(name, keras, 'Keras');
  const engine = names.engine() as { layers?: object } | undefined;
  const layers = engine && isObject(engine.layers) ? engine.layers : undefined;
  const [layer] = layers ? nearestNames(name, membersOf(layers), 1) : [];
  if (layer)
    return say(
      `Layers are functions of tf.layers here: tf.layers.${layer}({ … })`,
      `여기서 층은 tf.layers의 함수입니다: tf.layers.${layer}({ … })`,
    );
  const [own] = engine ? nearestNames(name, membersOf(engine), 1) : [];
  return own && say(`Did you mean tf.${own}?`, `혹시 tf.${own}인가요?`);
}
