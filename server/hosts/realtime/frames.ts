import type { Refusal } from '@chitlaq/protocol';
import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';

const Frame = z.strictObject({
  type: z.string().min(1).max(40),
  id: z.string().min(1).max(80).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

/** A frame from a client, and where its answer goes. */
export interface Frame {
  type: string;
  id?: string | undefined;
  data?: Record<string, unknown> | undefined;
  /** Receives the acknowledgement if the transport has its own way for it. */
  reply?: ((answer: Answer) => void) | undefined;
}

export type Answer = { ok: true; data: unknown } | { ok: false; error: Refusal };

/** Parses a frame; null if it is invalid. */
export function readFrame(text: string): Frame | null {
  try {
    const parsed = Frame.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Converts a problem to a refusal. */
export const problemToRefusal = ({ code, message, status, retryAfter, errors }: Problem): Refusal => ({
  code,
  detail: message,
  status,
  ...(retryAfter === undefined ? {} : { retryAfter }),
  ...(errors === undefined ? {} : { errors }),
});

/** A problem with the first error of a frame's data as its message and all errors by field. */
export function invalidData(error: z.ZodError): Problem {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: 'Unknown field.',
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  const [first] = errors;
  const detail = first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The data isn’t valid.';
  return new Problem(400, 'invalid_request', detail, { errors });
}
