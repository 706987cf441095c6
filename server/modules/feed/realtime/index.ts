import { z } from 'zod';
import type { FrameKind, RealtimeHost, RealtimePart } from '../../../platform/realtime.ts';
import { createHomeWatch } from './home-watch.ts';

export function realtime(host: RealtimeHost) {
  const home = createHomeWatch(host);
  /** Replaces the feeds that the client watches. */
  const watchFeed: FrameKind<'feed:watch'> = {
    data: z.strictObject({ feeds: z.array(z.enum(['home'])).max(5) }),
    cost: 1,
    answer({ connection }, { feeds }) {
      home.watch(connection, feeds.includes('home'));
      return null;
    },
  };
  return {
    frames: { 'feed:watch': watchFeed },
    topics: { 'content.published': home.onPublished },
    onClosed: (connection) => home.watch(connection, false),
    close: async () => home.close(),
  } satisfies RealtimePart;
}
