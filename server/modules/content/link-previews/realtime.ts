import { z } from 'zod';
import {
  type FrameKind,
  OutgoingEvent,
  type RealtimeConnection,
  type RealtimeHost,
  type RealtimePart,
} from '../../../platform/realtime.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { findPreviewedPosts } from './queries.ts';

/** Posts on one screen that may still get a preview. */
const MAX_WATCHED = 20;

/** Tells clients that show a new post when its preview is there. A hint, which may be lost. */
export function realtime({ ctx, deliverTo }: RealtimeHost) {
  const watched = new Map<RealtimeConnection, ReadonlySet<string>>();
  const notify = (connection: RealtimeConnection, postId: string) =>
    deliverTo(connection, new OutgoingEvent('preview', { postId }));

  /** Replaces the posts that the client watches. Those that have their preview already are announced at once. */
  const watchPosts: FrameKind<'post:watch'> = {
    data: z.strictObject({ ids: z.array(Uuid).max(MAX_WATCHED) }),
    cost: 2,
    async answer({ connection, viewer }, { ids }) {
      if (ids.length === 0 || connection.isClosed) watched.delete(connection);
      else watched.set(connection, new Set(ids));
      for (const id of await findPreviewedPosts(ctx.db, viewer, ids)) notify(connection, id);
      return null;
    },
  };

  const onPreviewed = async ({ postId }: { postId: string }): Promise<void> => {
    const watchers = [...watched].flatMap(([connection, ids]) => (ids.has(postId) ? [connection] : []));
    for (const connection of watchers) {
      const { viewer } = connection;
      if (viewer && (await findPreviewedPosts(ctx.db, viewer, [postId])).length > 0)
        notify(connection, postId);
    }
  };

  return {
    frames: { 'post:watch': watchPosts },
    topics: {
      'content.link_previewed': (payload) =>
        void onPreviewed(payload).catch((err: unknown) =>
          ctx.log.error({ err }, 'realtime.preview_publish_failed'),
        ),
    },
    onClosed: (connection) => watched.delete(connection),
  } satisfies RealtimePart;
}
