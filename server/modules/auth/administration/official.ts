import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import type { Official } from '../schemas.ts';
import { setOfficial } from './members.queries.ts';
import { notActive } from './problems.ts';
import type { OfficialBody } from './schemas.ts';
import { lockManageableMember } from './suspensions.ts';

/**
 * Marks an account as official, says anew what it stands for, or takes the mark back with null. Its member is told, unless nothing
 * changes. What caches of posts keep of the account changes by trigger.
 * @throws Problem 404 `user_not_found`; 409 `not_active`; 422 `cannot_target_self`; 403 `reauthentication_required` for a mark,
 * `insufficient_rank`, `forbidden`
 */
export async function changeOfficial(
  ctx: Context,
  viewer: Viewer,
  id: string,
  body: OfficialBody | null,
  origin: Origin,
): Promise<void> {
  if (body !== null) await requireReauthentication(ctx, viewer);
  // In a language without a text, the other one's is shown.
  const official = body && { tr: body.tr || body.en, en: body.en || body.tr };
  await ctx.transaction(async (tx) => {
    const member = await lockManageableMember(tx, viewer, id, 'official.write');
    if (official !== null && member.status !== 'active') throw notActive();
    if (isSame(member.official, official)) return;
    const now = tx.clock();
    await setOfficial(tx.db, id, official, now);
    await audit(tx, {
      event: official === null ? 'official_mark_removed' : 'account_made_official',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'member', id },
      origin,
      details: { before: member.official, after: official },
    });
    await tx.emit('auth.official_changed', {
      userId: id,
      isOfficial: official !== null,
      at: now.toISOString(),
    });
  });
}

const isSame = (one: Official | null, other: Official | null): boolean =>
  one?.tr === other?.tr && one?.en === other?.en;
