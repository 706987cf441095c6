import { z } from 'zod';

/** Why a socket was closed; each says what a client should do. docs/api/realtime.md */
export const CLOSE = {
  badFrame: 4400,
  signInAgain: 4401,
  tooSlowToSignIn: 4408,
  tooLarge: 4413,
  slowDown: 4429,
  restarting: 1012,
} as const;

export const Frame = z.strictObject({
  type: z.string().min(1).max(40),
  id: z.string().min(1).max(80).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
export type Frame = z.infer<typeof Frame>;

export const AuthData = z.strictObject({ token: z.string().min(1).max(4_000).optional() });

/** A frame out of the wire, or null when it is none of ours. */
export function readFrame(text: string): Frame | null {
  try {
    const parsed = Frame.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export const acknowledged = (id: string, data: unknown) =>
  JSON.stringify({ type: 'ack', id, ok: true, data });
export const refused = (id: string, code: string, detail: string) =>
  JSON.stringify({ type: 'ack', id, ok: false, error: { code, detail } });
export const event = (type: string, data: unknown) => JSON.stringify({ type, data });
