import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { FrameKind } from '../../../platform/realtime.ts';

/** Browsers hide the transport's pings from pages. This lets a page detect a dead connection. */
export const ping = (ctx: Context): FrameKind<'ping'> => ({
  data: z.strictObject({}),
  cost: 1,
  answer: () => ({ at: ctx.clock().toISOString() }),
});
