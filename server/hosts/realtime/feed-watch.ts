import { feed } from '../../modules/feed/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from './connection.ts';
import { OutgoingEvent } from './frames.ts';
import type { RealtimeMetrics } from './metrics.ts';

const BATCH_MS = 2_000;
/** Maximum posts per batch. More need not be listed: clients load the feed anyway. */
const MAX_POSTS = 100;
const VIEWERS_PER_QUERY = 1_000;

export type HomeWatch = Awaited<ReturnType<typeof openHomeWatch>>;

/** Notifies clients that watch home of new posts, at most every two seconds. */
export async function openHomeWatch(ctx: Context, metrics: RealtimeMetrics) {
  const watchers = new Set<Connection>();
  let posts: string[] = [];
  let flushTimer: ReturnType<typeof setTimeout> | undefined;

  const publishNewPosts = async () => {
    flushTimer = undefined;
    const ids = posts;
    posts = [];
    try {
      const viewers = new Map([...watchers].flatMap(({ viewer }) => (viewer ? [[viewer.id, viewer]] : [])));
      const all = [...viewers.values()];
      for (let from = 0; from < all.length; from += VIEWERS_PER_QUERY) {
        const newPostsByViewer = await feed.newAtHome(ctx, all.slice(from, from + VIEWERS_PER_QUERY), ids);
        const events = new Map(
          [...newPostsByViewer].map(([id, postIds]) => [
            id,
            new OutgoingEvent('post', { feed: 'home', ids: postIds }),
          ]),
        );
        for (const connection of watchers) {
          const event = connection.viewer && events.get(connection.viewer.id);
          if (!event) continue;
          connection.send(event);
          metrics.deliveries.inc({ type: 'post' });
        }
      }
    } catch (error) {
      // This is only a hint: opening the feed loads everything.
      ctx.log.error({ err: error }, 'realtime.home_publish_failed');
    }
  };

  const stop = await ctx.bus.subscribe('content.published', (payload) => {
    if (watchers.size === 0) return;
    posts.push((payload as { postId: string }).postId); // as content publishes it
    if (posts.length > MAX_POSTS) posts.shift();
    flushTimer ??= setTimeout(() => void publishNewPosts(), BATCH_MS);
  });

  return {
    watch(connection: Connection, isWatching: boolean): void {
      connection.isWatchingHome = isWatching;
      if (isWatching && !connection.isClosed) watchers.add(connection);
      else watchers.delete(connection);
    },
    async close(): Promise<void> {
      clearTimeout(flushTimer);
      await stop();
    },
  };
}
