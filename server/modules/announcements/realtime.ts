import './topics.ts';
import { OutgoingEvent, type RealtimeHost, type RealtimePart } from '../../platform/realtime.ts';
import { present } from './present.ts';
import { findAudience, findPublishedById, mayConcern, readerOf } from './queries.ts';

/** Members in one query. */
const BATCH = 1_000;

/**
 * Sends an announcement that goes live to connected members whom it concerns. The event has the whole text, so that nobody asks for
 * it: five thousand clients would do so in the same second.
 */
export function realtime({ ctx, connections, deliverTo }: RealtimeHost) {
  const onDue = async ({ id }: { id: string }): Promise<void> => {
    const row = await findPublishedById(ctx.db, id);
    if (!row) return;
    const concerned = [...connections()].flatMap((connection) =>
      connection.viewer !== null && mayConcern(row, readerOf(connection.viewer))
        ? [{ connection, memberId: connection.viewer.id }]
        : [],
    );
    const event = new OutgoingEvent('announcement', present(row));
    for (let from = 0; from < concerned.length; from += BATCH) {
      const batch = concerned.slice(from, from + BATCH);
      const ids = [...new Set(batch.map(({ memberId }) => memberId))];
      const audience = await findAudience(ctx.db, id, ids);
      for (const { connection, memberId } of batch)
        if (audience.has(memberId) && !connection.isClosed) deliverTo(connection, event);
    }
  };
  return {
    memberEvents: ['announcementDismissed'],
    topics: {
      'announcements.due': (payload) =>
        void onDue(payload).catch((err: unknown) =>
          ctx.log.error({ err }, 'realtime.announcement_publish_failed'),
        ),
    },
  } satisfies RealtimePart;
}
