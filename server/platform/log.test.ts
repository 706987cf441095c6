import { expect, test } from 'vitest';
import { openLog } from './log.ts';

/** Captures what a log writes, line by line. */
function captured() {
  const lines: string[] = [];
  const log = openLog('debug', 'test', { write: (line) => lines.push(line) });
  return { log, lines };
}

const token = `${'aZ3_x'.repeat(8)}b-7`;
const jwt = `eyJhbGciOiJFUzI1NiJ9.${token}.${token}`;
const secrets = [
  'ayse.yilmaz+x@ogr.cinar.edu.tr',
  'ayse%40cinar.edu.tr',
  "o'neil+a%2Bb@cinar.edu.tr",
  'ayse%2540cinar.edu.tr',
  'ayşe.öz@cinar.edu.tr',
  'ayse@çınar.edu.tr',
  'a{b}!#$&*/=?^`|~c@cinar.edu.tr',
  `id-${jwt}`,
  token,
  jwt,
  '10.20.30.40',
  '2001:db8:0:1:a:b:c:d',
  '2001:db8::17',
];

/** Inputs on which a careless pattern backtracks from every position. */
const pieces = [
  'a',
  'a.',
  'a@',
  '@a.',
  '%40',
  'a%40',
  'a%2540',
  'ğ%40ğ.',
  '{',
  '-',
  'eyJ',
  '-eyJ',
  'eyJa.',
  '1.',
  '127.',
  'a:',
  '::',
  ' x@',
  '_',
];

// With unanchored patterns, each of these lines took an hour.
test.for(pieces)('a line of a megabyte of "%s" is written at once', (piece) => {
  const { log, lines } = captured();
  log.warn({ note: piece.repeat(1_000_000 / piece.length) }, 'event');
  log.warn({ note: `x@${piece.repeat(1_000_000 / piece.length)}` }, 'event');
  expect(lines).toHaveLength(2);
});

test.for(secrets)('%s is masked anywhere in a line', (secret) => {
  const { log, lines } = captured();
  log.info({ note: secret, deep: { deeper: { still: [secret, { more: `x ${secret}, y` }] } } }, 'event');
  log.warn({ err: new Error(`could not reach "${secret}"`) }, 'failed');
  log.error({ err: new Error('outer', { cause: new Error(`inner ${secret}`) }) }, `in words: ${secret}`);
  log.child({ bound: secret }).info({ url: `/verify?token=${secret}&x=1` }, 'event');
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    expect(line).not.toContain(secret);
    expect(() => JSON.parse(line)).not.toThrow();
  }
});

test('a row that the database quotes in an error is not logged', () => {
  const { log, lines } = captured();
  const detail = 'Failing row contains (Ayşe Yılmaz, gizli not).';
  log.error(
    { err: Object.assign(new Error('refused'), { detail, where: 'row Ayşe', code: '23514' }) },
    'failed',
  );
  expect(lines.join()).not.toMatch(/Ayşe|gizli/);
  expect(lines.join()).toContain('refused');
});

test('what helps an operator is kept: ids, times, routes, numbers', () => {
  const { log, lines } = captured();
  const fields = {
    requestId: '01a1fbd3-1d05-758e-be51-ab935638ab5d',
    route: '/api/v1/users/:id/follow',
    at: '2026-11-21T01:42:05.123Z',
    ms: 12.5,
    version: '1.2.3',
    took: '01:42:05',
  };
  log.info(fields, 'http.request');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ...fields, msg: 'http.request', level: 'info' });
});
