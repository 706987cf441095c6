import { OutgoingEvent, type RealtimeConnection, type RealtimeHost } from '../../../platform/realtime.ts';
import { findNewHomePosts } from '../new-posts/service.ts';

const BATCH_MS = 2_000;
/** Maximum posts per batch. More need not be listed: clients load the feed anyway. */
const MAX_POSTS = 100;
const VIEWERS_PER_QUERY = 5_000;

/** Notifies clients that watch home of new posts, at most every two seconds. */
export function createHomeWatch({ ctx, deliverTo }: RealtimeHost) {
  const watchers = new Set<RealtimeConnection>();
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
        const newPostsByViewer = await findNewHomePosts(ctx, all.slice(from, from + VIEWERS_PER_QUERY), ids);
        const events = new Map(
          [...newPostsByViewer].map(([id, postIds]) => [
            id,
            new OutgoingEvent('post', { feed: 'home', ids: postIds }),
          ]),
        );
        for (const connection of watchers) {
          const event = connection.viewer && events.get(connection.viewer.id);
          if (event) deliverTo(connection, event);
        }
      }
    } catch (error) {
      // This is only a hint: opening the feed loads everything.
      ctx.log.error({ err: error }, 'realtime.home_publish_failed');
    }
  };

  return {
    watch(connection: RealtimeConnection, isWatching: boolean): void {
      if (isWatching && !connection.isClosed) watchers.add(connection);
      else watchers.delete(connection);
    },
    onPublished({ postId }: { postId: string }): void {
      if (watchers.size === 0) return;
      posts.push(postId);
      if (posts.length > MAX_POSTS) posts.shift();
      flushTimer ??= setTimeout(() => void publishNewPosts(), BATCH_MS);
    },
    close(): void {
      clearTimeout(flushTimer);
    },
  };
}
