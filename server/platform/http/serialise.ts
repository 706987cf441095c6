import fastJson from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

type Serialise = (value: unknown) => string;

const compiled = new WeakMap<z.ZodType, Serialise>();

/**
 * Turns an answer's Zod schema into a fast serialiser. Unknown fields are dropped, and nothing is checked per answer: tests
 * check answers with Zod. A schema is compiled at its first answer, some milliseconds, and once in a process: a process
 * starts sooner, and holds nothing for routes that nobody asks.
 */
export const serialiserCompiler: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  let serialise: Serialise | undefined;
  return (value) => {
    serialise ??= compile(schema);
    return serialise(value);
  };
};

function compile(schema: z.ZodType): Serialise {
  const known = compiled.get(schema);
  if (known) return known;
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', reused: 'inline' });
  const serialise = fastJson(withoutPatterns(json) as Parameters<typeof fastJson>[0]);
  compiled.set(schema, serialise);
  return serialise;
}

/** Patterns and formats only cost time here: they are rules for input. */
function withoutPatterns(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPatterns);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !((key === 'pattern' || key === 'format') && typeof value === 'string'))
      .map(([key, value]) => [key, withoutPatterns(value)]),
  );
}
