import { idTime } from '../../../platform/id.ts';

/** Somebody's repost, of those whom the reader follows. */
export interface FolloweeRepost {
  /** Of the repost: also of its entry at home. */
  id: string;
  postId: string;
  userId: string;
}

/** A place at home: `id` is the post's own, or the repost's. */
export interface Entry {
  id: string;
  postId: string;
  /** The post stands at home for itself, too: the reader wrote it, or follows who did or one of its hashtags. */
  isOwnEntry: boolean;
  /** Key of the followed hashtag that brought the post, where nothing else did. */
  hashtag: string | null;
}

/**
 * Whether a repost is folded into an earlier place of the same post: the post itself, or another's repost of it, stood at
 * home within `foldMs` before. Only what is older decides, so that a place once shown stays, whatever comes above it.
 *
 * @param reposts  of this post, by those whom the reader follows and wants to see
 */
export function isFolded(
  entry: Omit<Entry, 'hashtag'>,
  reposts: readonly FolloweeRepost[],
  foldMs: number,
): boolean {
  if (entry.id === entry.postId) return false;
  const since = idTime(entry.id) - foldMs;
  const isWithinFoldWindow = (id: string): boolean => id < entry.id && idTime(id) >= since;
  return (
    (entry.isOwnEntry && isWithinFoldWindow(entry.postId)) || reposts.some(({ id }) => isWithinFoldWindow(id))
  );
}

/** Reposts by the post that they are of. */
export function groupByPost(reposts: readonly FolloweeRepost[]): Map<string, FolloweeRepost[]> {
  const found = new Map<string, FolloweeRepost[]>();
  for (const repost of reposts) {
    const others = found.get(repost.postId);
    if (others === undefined) found.set(repost.postId, [repost]);
    else others.push(repost);
  }
  return found;
}
