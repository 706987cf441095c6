import { authorTags } from '@chitlaq/sealing/pseudonym';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { excluded } from '../problems.ts';
import { listExclusions } from './queries.ts';

/** Which authors are excluded now. */
export async function excludedAuthors(
  ctx: Context,
): Promise<(author: { threadId: string; tag: string }) => boolean> {
  const rows = await listExclusions(ctx.db, ctx.clock());
  const known = new Set(rows.map(({ threadId, tag }) => `${threadId} ${tag}`));
  return ({ threadId, tag }) => known.has(`${threadId} ${tag}`);
}

/**
 * Whether the author with this secret is excluded: the secret is compared with each exclusion that holds, since nobody knows whose they
 * are. Cost: an HMAC for each.
 * @throws Problem 403 `board_excluded`, with the one that ends last
 */
export async function refuseExcluded(ctx: Context, viewer: Viewer, secret: string): Promise<void> {
  const exclusions = await listExclusions(ctx.db, ctx.clock());
  if (exclusions.length === 0) return;
  const tags = await authorTags(
    secret,
    viewer.id,
    exclusions.map(({ threadId }) => threadId),
  );
  const [last] = exclusions
    .filter(({ tag }, index) => tag === tags[index])
    .sort((one, other) => other.endsAt.getTime() - one.endsAt.getTime());
  if (last) throw excluded(last.endsAt, last.reason);
}
