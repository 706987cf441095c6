import { z } from 'zod';
import type { FrameKind } from './kind.ts';

/** Browsers hide the transport's pings from pages. This lets a page detect a dead connection. */
export const ping: FrameKind<'ping'> = {
  data: z.strictObject({}),
  cost: 1,
  answer: ({ ctx }) => ({ at: ctx.clock().toISOString() }),
};
