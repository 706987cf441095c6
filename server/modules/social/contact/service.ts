import type { Context } from '../../../platform/context.ts';
import { findContactSettings, upsertContactSettings } from './queries.ts';
import { type Contact, findAdmitting, lockContact } from './rule.queries.ts';
import type { ContactSettings, ContactSettingsChange } from './schemas.ts';

const DEFAULTS: ContactSettings = {
  mentions: 'everyone',
  replies: 'everyone',
  messages: 'everyone',
  groups: 'everyone',
  strictWithNewcomers: true,
  concealRequests: true,
};

/** Who may reach a member: their settings, or the defaults. */
export const contactSettings = async (ctx: Context, memberId: string): Promise<ContactSettings> =>
  (await findContactSettings(ctx.db, memberId)) ?? DEFAULTS;

/**
 * Changes who may reach a member. Absent fields keep their value. Once it is answered, no reply and no new conversation that it
 * refuses is committed.
 */
export function changeContactSettings(
  ctx: Context,
  memberId: string,
  change: ContactSettingsChange,
): Promise<ContactSettings> {
  return ctx.transaction(async (tx) => {
    await lockContact(tx.db, memberId);
    await upsertContactSettings(tx.db, memberId, change);
    return contactSettings(tx, memberId);
  });
}

/** Which of some members admit that the actor reaches them, now. */
export const admitting = (
  ctx: Context,
  kind: Contact,
  actorId: string,
  memberIds: readonly string[],
): Promise<Set<string>> =>
  memberIds.length === 0
    ? Promise.resolve(new Set())
    : findAdmitting(ctx.db, kind, actorId, memberIds, ctx.clock());
