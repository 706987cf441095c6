import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
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

/** Codes that only endpoints of the administration answer with: the admin app has their texts, and no page of this one loads them. */
function staffCodes(): Set<string> {
  const codesOf = (isStaff: boolean) =>
    Object.entries(openapi.paths as Record<string, Record<string, { responses: object }>>)
      .filter(([path]) => path.startsWith('/api/v1/admin/') === isStaff)
      .flatMap(([, operations]) =>
        Object.values(operations).map(({ responses }) => JSON.stringify(responses)),
      )
      .flatMap((responses) => [...responses.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? ''));
  const others = new Set(codesOf(false));
  return new Set(codesOf(true).filter((code) => !others.has(code)));
}

/** Of every page, and of the pages about boards. */
const texts = { ...messages.tr.problems, ...messages.tr.boardProblems };

test('every problem code of the server that a member can get has a text, and no other', () => {
  const codes = problemCodes();
  const forStaff = staffCodes();
  expect(codes).toContain('invalid_credentials');
  expect(forStaff).toContain('job_running');
  const forMembers = codes.filter((code) => !forStaff.has(code));
  expect(forMembers.filter((code) => !(code in texts))).toEqual([]);
  expect(codes.filter((code) => forStaff.has(code) && code in texts)).toEqual([]);
});
