import type { Viewer } from '../../../platform/http/viewer.ts';
import { quoteNotAllowed, replyNotAllowed, visibilityTooWide } from '../problems.ts';
import type { OwnAudience } from '../queries.ts';
import type { Visibility } from '../schemas.ts';
import type { LockedPost } from './queries.ts';

const VISIBILITY_RANK: Record<Visibility, number> = { followers: 0, university: 1, public: 2 };

/** Whether one visibility is wider than another. */
export const isWider = (a: Visibility, b: Visibility): boolean => VISIBILITY_RANK[a] > VISIBILITY_RANK[b];

/** Each post's own reply policy decides who may answer it directly. Its author always may. */
export function assertReplyAllowed(viewer: Viewer, parent: LockedPost): void {
  if (parent.authorId !== viewer.id && !parent.admitsReply) throw replyNotAllowed();
}

/** Only the author may quote a post for followers. */
export function assertQuoteAllowed(viewer: Viewer, quoted: LockedPost): void {
  if (quoted.authorId === viewer.id) return;
  if (quoted.visibility === 'followers' || quoted.authorIsPrivate) throw quoteNotAllowed();
}

/**
 * Resolves the visibility of a new post. A reply defaults to its parent's visibility. In a limited
 * conversation it also inherits the conversation's audience, unless the author asks for a narrower one.
 */
export function resolveAudience(
  requested: Visibility | undefined,
  parent: LockedPost | undefined,
): OwnAudience {
  if (parent === undefined) return { visibility: requested ?? 'public', inheritsAudience: false };
  if (requested === undefined) return { visibility: parent.ownVisibility, inheritsAudience: parent.isClosed };
  if (isWider(requested, parent.visibility)) throw visibilityTooWide();
  return { visibility: requested, inheritsAudience: parent.isClosed && requested === parent.visibility };
}
