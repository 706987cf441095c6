import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messages } from './index.ts';

const server = join(import.meta.dirname, '../../../server');

/** Every problem code in the server's sources. */
function problemCodes(): string[] {
  const files = ['modules', 'platform', 'hosts'].flatMap((folder) =>
    readdirSync(join(server, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  );
  const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const codes = sources.flatMap((name) =>
    [...readFileSync(join(server, name), 'utf8').matchAll(/new Problem\(\s*\w+,\s*'(\w+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return [...new Set(codes)].sort();
}

test('every problem code of the server has a text', () => {
  const codes = problemCodes();
  expect(codes).toContain('invalid_credentials');
  expect(codes.filter((code) => !(code in messages.tr.problems))).toEqual([]);
});
