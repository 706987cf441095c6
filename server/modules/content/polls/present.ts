import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PollRow, pollsOf } from './queries.ts';
import type { Poll } from './schemas.ts';

/**
 * Gives posts that the viewer sees their polls as this viewer sees them.
 * Cost: one query where there is a poll among them, none otherwise.
 */
export async function attachPolls(
  ctx: Context,
  viewer: Viewer,
  posts: readonly { id: string; hasPoll: boolean; poll?: Poll }[],
): Promise<void> {
  const asking = posts.filter(({ hasPoll }) => hasPoll);
  if (asking.length === 0) return;
  const ids = asking.map(({ id }) => id);
  const rows = new Map((await pollsOf(ctx.db, viewer, ids)).map((row) => [row.postId, row]));
  const now = ctx.clock();
  for (const post of asking) {
    const row = rows.get(post.id);
    if (row !== undefined) post.poll = toPoll(row, viewer, now);
  }
}

export function toPoll(row: PollRow, viewer: Viewer, now: Date): Poll {
  const closed = row.closesAt <= now;
  const showsResults = closed || row.choices !== null || row.authorId === viewer.id;
  return {
    options: row.options.map((text, index) => ({
      text,
      ...(showsResults ? { votes: row.votes[index] ?? 0 } : {}),
    })),
    multiple: row.multiple,
    closesAt: row.closesAt.toISOString(),
    closed,
    ...(showsResults ? { voters: row.voters } : {}),
    viewerChoices: row.choices ?? [],
  };
}
