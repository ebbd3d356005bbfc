import { say } from '../../../words/index.js';
import { pythonPackages } from './python-names.js';
import { tellAdvice } from './tell-advice.js';

type Teach = (match: RegExpExecArray) => string;

/** How a line of Python looks, and what to write in its place. */
export type PythonRule = readonly [pattern: RegExp, teach: Teach];

/** What can be nothing but Python, wherever it stands in a cell that does not parse. */
export const surePython: readonly PythonRule[] = [
  [
    /^\s*from\s+([\w.]+)\s+import\s+(.+)$/,
    ([, module = '', names]) => importOf(module, `import { ${names} } from '${module}'`),
  ],
  [
    /^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*$/,
    ([, module = '', name]) => importOf(module, `import * as ${name ?? module} from '${module}'`),
  ],
  [
    /^\s*(?:async\s+)?def\s+(\w+)\s*\(([^)]*)\)/,
    ([, name, parameters]) =>
      say(
        `def is Python's. Write function ${name}(${parameters}) { … }`,
        `def는 Python의 문법입니다. 이렇게 쓰세요: function ${name}(${parameters}) { … }`,
      ),
  ],
  [
    /^\s*for\s+(\w+)\s+in\s+range\(([^)]*)\)\s*:/,
    ([, name, count]) =>
      say(
        `This is a loop of Python. Write for (let ${name} = 0; ${name} < ${count}; ${name}++) { … }`,
        `Python의 반복문입니다. 이렇게 쓰세요: for (let ${name} = 0; ${name} < ${count}; ${name}++) { … }`,
      ),
  ],
  [
    /^\s*for\s+([\w\s,]+?)\s+in\s+([^(].*?):\s*$/,
    ([, name, list]) =>
      say(
        `This is a loop of Python. Write for (const ${name} of ${list}) { … }`,
        `Python의 반복문입니다. 이렇게 쓰세요: for (const ${name} of ${list}) { … }`,
      ),
  ],
  [/\[[^[\]]*\bfor\b[^[\]]*\bin\b[^[\]]*\]/, () => comprehension()],
  [
    /^\s*(elif|if|while)\b(.*):\s*(#.*)?$/,
    ([, word, condition]) =>
      say(
        `The condition stands in parentheses and the block in braces: ${word === 'elif' ? 'else if' : word} (${condition?.trim()}) { … }`,
        `조건은 괄호에, 블록은 중괄호에 씁니다: ${word === 'elif' ? 'else if' : word} (${condition?.trim()}) { … }`,
      ),
  ],
  [
    /^\s*(else|try|finally)\s*:/,
    ([, word]) => say(`Blocks stand in braces: ${word} { … }`, `블록은 중괄호에 씁니다: ${word} { … }`),
  ],
  [/^\s*except\b/, () => say('Write catch (error) { … }', '이렇게 쓰세요: catch (error) { … }')],
  [
    /^\s*with\b.*\bas\b.*:/,
    () =>
      say(
        'with … as is Python’s. Files are read with await readCsv(path), scopes of tensors are tf.tidy(() => { … }).',
        'with … as는 Python의 문법입니다. 파일은 await readCsv(path)로 읽고, 텐서의 범위는 tf.tidy(() => { … })입니다.',
      ),
  ],
  [
    /^\s*class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:|^\s*class\s+(\w+)\s*\(/,
    ([, name, parent, other]) =>
      say(
        `Write class ${name ?? other}${parent && parent !== 'object' ? ` extends ${parent}` : ''} { … }`,
        `이렇게 쓰세요: class ${name ?? other}${parent && parent !== 'object' ? ` extends ${parent}` : ''} { … }`,
      ),
  ],
];

/** What is likely to be Python in the very line where the parser gave up. */
export const likelyPython: readonly PythonRule[] = [
  [/\blambda\b\s*([\w\s,]*):/, ([, names]) => lambda(names ?? '')],
  [
    /\{[^{}]*?\b(\w+)\s*=(?![=>])\s*(\([^)]*\)|[^,}]+)/,
    ([, name, value]) =>
      say(
        `In an object a colon stands between name and value: ${camel(name)}: ${asList(value)}`,
        `객체에서는 이름과 값 사이에 콜론을 씁니다: ${camel(name)}: ${asList(value)}`,
      ),
  ],
  [/^\s*#/, () => say('A comment begins with //, not with #.', '주석은 #이 아니라 //로 시작합니다.')],
  [
    /^\s*[!%]\s*(pip|conda|matplotlib|tensorboard|load_ext|cd|ls|time)\b/,
    ([, word]) =>
      say(
        `Lines that begin with ! or % are those of Jupyter for Python.${word === 'pip' || word === 'conda' ? ' Packages are installed in a terminal: npm install NAME' : ' Leave it out.'}`,
        `!나 %로 시작하는 줄은 Python용 Jupyter의 문법입니다.${word === 'pip' || word === 'conda' ? ' 패키지는 터미널에서 설치합니다: npm install 이름' : ' 빼세요.'}`,
      ),
  ],
  [
    /[\w\])]\[\s*(?:-?\w*\s*:\s*-?\w*)(?:\s*,[^\]]*)?\]/,
    () =>
      say(
        'Slices are methods: list.slice(1, 5), tensor.slice([1], [4]), table.head(5).',
        '슬라이스는 메서드로 씁니다: list.slice(1, 5), tensor.slice([1], [4]), table.head(5).',
      ),
  ],
  [
    /\(\s*(\d+)\s*,\s*\)/,
    ([, size]) =>
      say(
        `A shape is a list: [${size}], not (${size},).`,
        `모양은 배열입니다: (${size},)이 아니라 [${size}].`,
      ),
  ],
  [
    /(\S+)\s+if\s+(.+)\s+else\s+(.+?);?$/,
    ([, yes, condition, no]) =>
      say(
        `Write the choice as condition ? a : b, here ${condition} ? ${yes} : ${no}`,
        `조건에 따른 값은 이렇게 씁니다: ${condition} ? ${yes} : ${no}`,
      ),
  ],
  [
    /\b(and|or|not|is)\b/,
    () =>
      say(
        'The words of logic are signs here: && for and, || for or, ! for not, === for is.',
        '논리 연산은 기호로 씁니다: and는 &&, or는 ||, not은 !, is는 ===.',
      ),
  ],
  [/^\s*(print|del|assert|raise)\s+\S/, ([, word]) => statement(word ?? '')],
  [
    /\*\*(\w+)\s*[,)]/,
    ([, name]) =>
      say(`Spread an object with three dots: ...${name}`, `객체는 점 세 개로 펼칩니다: ...${name}`),
  ],
  [
    /:\s*(#.*)?$/,
    () =>
      say(
        'Blocks stand in braces { … }, not after a colon.',
        '블록은 콜론 뒤가 아니라 중괄호 { … } 안에 씁니다.',
      ),
  ],
];

/** The same for what stands in quotes. */
export const pythonTexts: readonly PythonRule[] = [
  [
    /\b[rbuf]{1,2}(["'])(.*?)\1/i,
    ([, , text]) =>
      say(
        `Texts with values in them stand between backticks: \`${text?.replace(/\{/g, '${')}\``,
        `값이 들어가는 문자열은 백틱으로 감쌉니다: \`${text?.replace(/\{/g, '${')}\``,
      ),
  ],
  [
    /"""|'''/,
    () =>
      say(
        'A text over several lines stands between backticks: `…`. A comment is /* … */.',
        '여러 줄 문자열은 백틱으로 감쌉니다: `…`. 주석은 /* … */입니다.',
      ),
  ],
];

const comprehension = (): string =>
  say(
    'A list made of another is list.map((x) => …), and list.filter((x) => …) chooses from it.',
    '목록에서 목록을 만들 때는 list.map((x) => …)을, 고를 때는 list.filter((x) => …)를 씁니다.',
  );

const lambda = (names: string): string =>
  say(
    `lambda is Python's. Write (${names.trim()}) => …`,
    `lambda는 Python의 문법입니다. 이렇게 쓰세요: (${names.trim()}) => …`,
  );

function statement(word: string): string {
  const code =
    { print: 'console.log(…)', del: 'tensor.dispose()', assert: 'console.assert(…)' }[word] ??
    'throw new Error(…)';
  return say(
    `${word} is Python's. Write ${code}`,
    `${word}은(는) Python의 문법입니다. 이렇게 쓰세요: ${code}`,
  );
}

/** `(13,)` is a list of one here. */
const asList = (value = ''): string => value.trim().replace(/^\((.*?),?\s*\)$/, '[$1]');

const camel = (name = ''): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A package of Python has something else in its place; what is none is imported by the words of TypeScript. */
function importOf(module: string, code: string): string {
  const root = module.split('.')[0] ?? '';
  const python = Object.hasOwn(pythonPackages, root) && pythonPackages[root];
  if (python) return tellAdvice(root, python, 'Python');
  return say(`This is an import of Python. Write ${code}`, `Python의 import입니다. 이렇게 쓰세요: ${code}`);
}
