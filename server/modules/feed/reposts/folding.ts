import { idTime } from '../../../platform/id.ts';

/** A repost by a followee of the viewer. */
export interface FolloweeRepost {
  /** Of the repost, and of its home entry. */
  id: string;
  postId: string;
  userId: string;
}

/** An entry of home: `id` is the post's own, or the repost's. */
export interface Entry {
  id: string;
  postId: string;
  /** The post itself is in home too: the viewer wrote it, or follows its author or one of its hashtags. */
  isOwnEntry: boolean;
  /** Key of the followed hashtag, if the post is in home for no other reason. */
  hashtag: string | null;
}

/**
 * Whether a repost is hidden because the post, or another repost of it, appeared in home within `foldMs`
 * before. Only older entries decide, so an entry that was shown stays when newer ones arrive.
 *
 * @param reposts  of this post, by followees whose reposts the viewer wants to see
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

/** Groups reposts by post. */
export function groupByPost(reposts: readonly FolloweeRepost[]): Map<string, FolloweeRepost[]> {
  const found = new Map<string, FolloweeRepost[]>();
  for (const repost of reposts) {
    const others = found.get(repost.postId);
    if (others === undefined) found.set(repost.postId, [repost]);
    else others.push(repost);
  }
  return found;
}
