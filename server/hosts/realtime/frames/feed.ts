import { z } from 'zod';
import type { FrameKind } from './kind.ts';

/** The feeds in view, in place of those before. */
export const watchFeed: FrameKind<'feed:watch'> = {
  data: z.strictObject({ feeds: z.array(z.enum(['home'])).max(5) }),
  cost: 1,
  answer({ home }, { connection }, { feeds }) {
    home.watch(connection, feeds.includes('home'));
    return null;
  },
};
