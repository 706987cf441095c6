import { z } from 'zod';
import type { FrameKind } from './kind.ts';

/** A browser's page does not see the pings of the transport: with this it finds out that a connection is dead. */
export const ping: FrameKind<'ping'> = {
  data: z.strictObject({}),
  cost: 1,
  answer: ({ ctx }) => ({ at: ctx.clock().toISOString() }),
};
