import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { RIGHTS, saveTrust, staleTrust } from '../../social/index.ts';
import { CONDITIONS, type TrustFacts, trustLevel } from './level.ts';
import { findTrustFacts } from './queries.ts';
import type { Trust } from './schemas.ts';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** Computes the level of some members from the facts of now, and stores it. @returns the facts, by member */
export async function refreshTrust(
  ctx: Context,
  memberIds: readonly string[],
): Promise<Map<string, TrustFacts>> {
  const facts = await findTrustFacts(ctx.db, memberIds, ctx.clock());
  await saveTrust(
    ctx,
    facts.map(({ memberId, ...fact }) => ({ memberId, level: trustLevel(fact) })),
  );
  return new Map(facts.map(({ memberId, ...fact }) => [memberId, fact]));
}

/** Job: computes again what was not computed for a day. */
export async function refreshStaleTrust(ctx: Context): Promise<void> {
  for (;;) {
    const ids = await staleTrust(ctx, new Date(ctx.clock().getTime() - DAY_MS), BATCH);
    if (ids.length === 0) return;
    await refreshTrust(ctx, ids);
    if (ids.length < BATCH) return;
  }
}

/** The viewer's own level: what it opens, and what the next one asks for. Computed now. Nobody else sees it. */
export async function getTrust(ctx: Context, viewer: Viewer): Promise<Trust> {
  const fact = (await refreshTrust(ctx, [viewer.id])).get(viewer.id);
  const facts = fact ?? { ageDays: 0, hasDepartment: false, contacts: 0, decisions: 0 };
  const level = trustLevel(facts);
  const reached = trustLevel({ ...facts, decisions: 0 });
  const next = CONDITIONS[reached];
  return {
    level,
    maxLevel: CONDITIONS.length,
    decisions: facts.decisions,
    rights: Object.entries(RIGHTS).map(([right, needed]) => ({
      right: right as keyof typeof RIGHTS,
      level: needed,
      open: level >= needed,
    })),
    next: next
      ? {
          level: reached + 1,
          ageDays: { have: facts.ageDays, need: next.ageDays },
          contacts: { have: facts.contacts, need: next.contacts },
          department: { have: facts.hasDepartment, need: next.hasDepartment },
        }
      : null,
  };
}
