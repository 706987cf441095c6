import fastJson from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';

type Serialise = (value: unknown) => string;

const compiled = new WeakMap<z.ZodType, Serialise>();

/**
 * Compiles a response's Zod schema to a fast serialiser. It drops unknown fields and validates nothing: tests validate responses
 * with Zod. A schema is compiled at its first response, which takes some milliseconds, and once per process. So a process starts
 * sooner and uses no memory for unused routes.
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
