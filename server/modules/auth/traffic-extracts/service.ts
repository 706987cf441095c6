import type { Context } from '../../../platform/context.ts';
import { audit } from '../audit/index.ts';
import { findExisting, findMemberByName } from './queries.ts';

/** The id of the member with this username; undefined without one. */
export const memberIdOf = async (ctx: Context, username: string): Promise<string | undefined> =>
  (await findMemberByName(ctx.db, username.replace(/^@/, '')))?.id;

/**
 * Enters into the audit log that lines of the traffic log are handed out: an entry for each member in them, whom it is told among
 * accesses to their data, and one alone if there is none. Call it before the first line comes out.
 * @param extract.isUntold  an order forbids that the members are told; staff see it all the same
 * @throws Problem 403 `forbidden` if the actor may not read the audit log
 */
export async function auditTrafficExtract(
  ctx: Context,
  extract: {
    actorId: string;
    memberIds: readonly string[];
    isUntold: boolean;
    reason: string;
    from: string;
    to: string;
    address?: string | undefined;
    lines: number;
  },
): Promise<void> {
  const { actorId, memberIds, isUntold, ...details } = extract;
  const event = isUntold ? 'traffic_log_extracted_untold' : 'traffic_log_extracted';
  await ctx.transaction(async (tx) => {
    const found = await findExisting(tx.db, memberIds);
    const entry = { event, actorId, permission: 'audit.read', details } as const;
    if (found.length === 0) await audit(tx, entry);
    for (const id of found) await audit(tx, { ...entry, subject: { type: 'member', id } });
  });
}
