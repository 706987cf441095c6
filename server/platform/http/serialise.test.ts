import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { serialiserCompiler } from './serialise.ts';

const serialise = (schema: z.ZodType, value: unknown): string =>
  serialiserCompiler({ schema } as never)(value);

const Author = z.object({ id: z.string(), official: z.object({ tr: z.string() }).nullable() });
const Gone = z.object({ id: z.string(), isGone: z.literal(true), reason: z.enum(['deleted', 'hidden']) });
const Live = z.object({ id: z.string(), isGone: z.literal(false), author: Author });
const Node = z.object({
  name: z.string(),
  get children() {
    return z.array(Node);
  },
});
const Page = z.object({
  items: z.array(
    z.object({
      'odd "name"': z.int(),
      author: Author,
      previous: z.discriminatedUnion('isGone', [Live, Gone]).nullable(),
      edited: z.iso.datetime().optional(),
      counts: z.record(z.string(), z.object({ count: z.int() })),
      tags: z.array(z.string()).readonly(),
      tree: Node,
      anything: z.unknown(),
    }),
  ),
  entry: z.union([Author.extend({ text: z.string() }), Gone]),
  next: z.string().nullable(),
});

const author = fc.record({
  id: fc.string(),
  official: fc.option(fc.record({ tr: fc.string(), secret: fc.string() })),
  email: fc.string(),
});
const gone = fc.record({
  id: fc.string(),
  isGone: fc.constant(true),
  reason: fc.constantFrom('deleted', 'hidden'),
  text: fc.string(),
});
const treeOf = (child?: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.record({
    name: fc.string(),
    children: child ? fc.array(child, { maxLength: 2 }) : fc.constant([]),
    secret: fc.string(),
  });
const page = fc.record({
  items: fc.array(
    fc.record({
      'odd "name"': fc.integer(),
      author,
      previous: fc.option(
        fc.oneof(
          fc.record({ id: fc.string(), isGone: fc.constant(false), author, secret: fc.string() }),
          gone,
        ),
      ),
      edited: fc.option(fc.constant('2026-12-01T10:00:00.000Z'), { nil: undefined }),
      counts: fc.dictionary(fc.string(), fc.record({ count: fc.integer(), by: fc.string() })),
      tags: fc.array(fc.string()),
      tree: treeOf(treeOf(treeOf())),
      anything: fc.jsonValue(),
      secret: fc.string(),
    }),
  ),
  entry: fc.oneof(
    author.chain((fields) => fc.string().map((text) => ({ ...fields, text }))),
    gone,
  ),
  next: fc.option(fc.string()),
  secret: fc.string(),
});

test('a response has the fields of its schema at every depth, and no other', () => {
  fc.assert(
    fc.property(page, (value) => {
      expect(JSON.parse(serialise(Page, value))).toEqual(JSON.parse(JSON.stringify(Page.parse(value))));
    }),
  );
});

test('what a schema cannot describe is an error, not a value with all its fields', () => {
  const mixed = z.intersection(Author, z.object({ more: z.string() }));
  expect(() => serialise(mixed, { id: '1', official: null, more: '' })).toThrow('intersection');
  expect(() => serialise(z.union([Author, z.string()]), 'text')).toThrow('mixes objects and string');
  expect(() =>
    serialise(z.object({ entry: z.discriminatedUnion('isGone', [Live, Gone]) }), { entry: {} }),
  ).toThrow('matches no option');
});
