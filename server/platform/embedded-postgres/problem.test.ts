import { expect, test } from 'vitest';
import { explainError, explainOutput, PostgresProblem } from './problem.ts';

test.for([
  [
    'error while loading shared libraries: libstdc++.so.6: cannot open shared object file',
    /system library libstdc\+\+\.so\.6/,
  ],
  [
    'initdb: error: could not create directory "base": No space left on device',
    /disk that holds \/data is full/,
  ],
  ['FATAL:  lock file "postmaster.pid" already exists', /in use by another run/],
  ['initdb: error: could not access directory "/data": Permission denied', /no permission to use \/data/],
  ['FATAL:  could not create shared memory segment: Cannot allocate memory', /not enough memory/],
  [
    'FATAL:  invalid value for parameter "jit": "maybe"',
    /did not start in \/data: .*invalid value for parameter "jit"/,
  ],
  ['', /it gave no reason/],
] as const)('the PostgreSQL output "%s" becomes one sentence', ([output, sentence]) => {
  const problem = explainOutput(output, '/data');
  expect(problem.message).toMatch(sentence);
  expect(problem.message).not.toContain('\n');
});

test('a failed call is explained if the operator can fix it, and else thrown unchanged', () => {
  const failed = (code: string) => Object.assign(new Error(code), { code, path: '/data/postgres' });
  for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR']) {
    expect(explainError(failed(code), '/data')).toBeInstanceOf(PostgresProblem);
  }
  const ours = failed('EBADF');
  expect(explainError(ours, '/data')).toBe(ours);
});
