import { eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import { eraseActs } from './create/queries.ts';
import { RETENTION_DAYS } from './jobs.ts';

export const memberData: MemberData = {
  erase: [
    // What they did is gone from the notifications of others; one that told of nothing else goes too.
    (ctx, memberId, limit) => eraseActs(ctx.db, memberId, limit),
    eraseRows('notifications.activities', 'user_id'),
    eraseRows('notifications.notifications', 'user_id'),
    eraseRows('notifications.message_watermarks', 'member_id'),
    eraseRows('notifications.muted_threads', 'user_id'),
    eraseRows('notifications.push_subscriptions', 'user_id'),
  ],
  archive,
  held: [
    heldRows('notifications', 'notifications.notifications', 'user_id', { keptDays: RETENTION_DAYS.all }),
  ],
};
