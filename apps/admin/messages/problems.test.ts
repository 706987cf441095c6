import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { messages } from './index.ts';

/** Codes that only our own bugs, or no page of this app, can cause: the general sentence is enough. */
const CODES_WITH_GENERAL_TEXT = [
  'malformed_json',
  'csrf_failed',
  'body_too_large',
  'unsupported_media_type',
  'invalid_cursor',
  'internal',
  'internal_error',
  'service_unavailable',
];

/** Every code that the admin endpoints may return, from the API document. */
function problemCodes(): string[] {
  const operations = Object.entries(openapi.paths as Record<string, Record<string, unknown>>)
    .filter(([path]) => path.startsWith('/api/v1/admin/'))
    .flatMap(
      ([, methods]) => Object.values(methods) as { responses: Record<string, { description: string }> }[],
    );
  const codes = operations.flatMap(({ responses }) =>
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .flatMap(([, { description }]) =>
        [...description.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? ''),
      ),
  );
  return [...new Set(codes)].filter((code) => !CODES_WITH_GENERAL_TEXT.includes(code)).sort();
}

test('every problem code of the admin endpoints has a text', () => {
  const codes = problemCodes();
  expect(codes).toContain('insufficient_rank');
  expect(codes.filter((code) => !(code in messages.tr.problems))).toEqual([]);
});
