import fastJson from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

/**
 * Compiles an answer's Zod schema to a fast serialiser once, at start. Unknown fields are dropped, and nothing is
 * checked per answer: tests check answers with Zod.
 */
export const serialiserCompiler: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', reused: 'inline' });
  return fastJson(withoutPatterns(json) as Parameters<typeof fastJson>[0]);
};

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
