import type { Context } from '../../platform/context.ts';
import { clearMember, eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { media } from '../media/index.ts';
import { archive } from './archive.ts';
import { findSuccessor, updateMembership } from './conversations/memberships.queries.ts';
import { dropArchives } from './export/build.ts';
import {
  clearSender,
  countSent,
  deleteConversation,
  deleteExports,
  deleteMembership,
  deleteMessages,
  findAnyConversation,
} from './member-data.queries.ts';
import { publish } from './topics.ts';

/** Takes the member out of one conversation. Their messages stay for the others, without a name. */
async function leaveForGood(ctx: Context, memberId: string, limit: number): Promise<number> {
  const id = await findAnyConversation(ctx.db, memberId);
  if (id === undefined) return 0;
  for (let found = limit; found === limit; ) {
    found = await ctx.transaction(async (tx) => {
      const cleared = await clearSender(tx.db, id, memberId, tx.clock(), limit);
      for (const erasedId of cleared.erasedIds) await media.erase(tx, { type: 'message', id: erasedId });
      return cleared.found;
    });
  }
  await ctx.transaction(async (tx) => {
    if ((await deleteMembership(tx.db, id, memberId)) > 0) {
      const successor = await findSuccessor(tx.db, id);
      if (successor !== undefined) await updateMembership(tx.db, id, successor, { role: 'owner' });
      publish(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [memberId] });
      return;
    }
    await tx.jobs.add('messaging.eraseConversation', { conversationId: id });
  });
  return 1;
}

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.eraseConversation': { conversationId: string };
  }
}

const BATCH = 200;

/** Job: deletes a conversation that nobody is left in, with its files. */
export async function eraseConversation(
  ctx: Context,
  { conversationId }: { conversationId: string },
  signal?: AbortSignal,
): Promise<void> {
  for (let found = BATCH; found === BATCH; ) {
    signal?.throwIfAborted();
    found = await ctx.transaction(async (tx) => {
      const ids = await deleteMessages(tx.db, conversationId, BATCH);
      for (const id of ids) await media.erase(tx, { type: 'message', id });
      await media.eraseLinkPictures(tx, ids);
      return ids.length;
    });
  }
  await ctx.transaction(async (tx) => {
    await media.erase(tx, { type: 'group', id: conversationId });
    await deleteConversation(tx.db, conversationId);
  });
}

export const memberData: MemberData = {
  erase: [
    async (ctx, memberId) => {
      await ctx.transaction(async (tx) => dropArchives(tx, await deleteExports(tx.db, memberId)));
      return 0;
    },
    leaveForGood,
    eraseRows('messaging.drafts', 'member_id'),
    eraseRows('messaging.deleted_for_member', 'member_id'),
    eraseRows('messaging.reactions', 'member_id'),
    clearMember('messaging.conversations', 'created_by'),
    clearMember('messaging.memberships', 'added_by'),
    clearMember('messaging.invites', 'created_by'),
    clearMember('messaging.pins', 'pinned_by'),
    clearMember('messaging.pins', 'hidden_for'),
  ],
  archive,
  held: [
    heldRows('conversations', 'messaging.memberships', 'member_id'),
    {
      kind: 'messages',
      keptDays: null,
      outlivesAccount: true,
      count: ({ db }, memberId) => countSent(db, memberId),
    },
  ],
};
