import { z } from 'zod';
import type { FrameKind } from './kind.ts';

/** Replaces the feeds that the client watches. */
export const watchFeed: FrameKind<'feed:watch'> = {
  data: z.strictObject({ feeds: z.array(z.enum(['home'])).max(5) }),
  cost: 1,
  answer({ home }, { connection }, { feeds }) {
    home.watch(connection, feeds.includes('home'));
    return null;
  },
};
