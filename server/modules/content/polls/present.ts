import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { findPolls, type PollRow } from './queries.ts';
import type { Poll } from './schemas.ts';

/**
 * The polls of posts that the viewer may see, with the viewer's own choices, by post.
 * Cost: one query if any post has a poll, none otherwise.
 */
export async function loadPolls(
  ctx: Context,
  viewer: Viewer,
  posts: readonly { id: string; hasPoll: boolean }[],
): Promise<ReadonlyMap<string, Poll>> {
  const ids = posts.filter(({ hasPoll }) => hasPoll).map(({ id }) => id);
  if (ids.length === 0) return NO_POLLS;
  const now = ctx.clock();
  const rows = await findPolls(ctx.db, viewer, ids);
  return new Map(rows.map((row) => [row.postId, toPoll(row, viewer, now)]));
}

const NO_POLLS: ReadonlyMap<string, Poll> = new Map();

/** A poll as the viewer sees it: without results until they have voted or it has closed, except for its author. */
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
