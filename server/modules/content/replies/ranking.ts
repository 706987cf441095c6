/** Ranking signals of a reply. */
export interface ReplySignals {
  id: string;
  likes: number;
  /** Distinct members other than its author who answered it. */
  answerers: number;
  /** By the author of the parent post. */
  isByAuthor: boolean;
  /** By the viewer. */
  isOwn: boolean;
  /** The viewer follows its author. */
  isByFollowee: boolean;
  /** The viewer has muted its author. */
  isByMuted: boolean;
  isDeleted: boolean;
  /** Since it was written. */
  ageHours: number;
}

/** The number of people that scores full points. */
const FULL_SCORE_PEOPLE = 100;
/** Half-life of the recency points. */
const HALF_LIFE_HOURS = 12;

/**
 * Scores a reply, in points.
 *
 * A reply by the post's author: 4,000. Otherwise up to 1,000 for people (likes, plus answerers twice, on a
 * log scale that saturates at 100), 400 if the viewer follows the author, and up to 300 for recency
 * (half-life 12 h), so that late replies are seen. The viewer's own reply gets up to 1,800 for recency, so
 * that it appears where it was just written. Muted authors: −4,000. Tombstones: −5,000.
 */
export function scoreReply(reply: ReplySignals): number {
  if (reply.isDeleted) return -5_000;
  if (reply.isByAuthor) return 4_000;
  const people = reply.likes + 2 * reply.answerers;
  const popularity = Math.min(1, Math.log1p(people) / Math.log1p(FULL_SCORE_PEOPLE));
  const recency = 2 ** (-Math.max(0, reply.ageHours) / HALF_LIFE_HOURS);
  const recencyScore = reply.isOwn ? 1_800 * recency : 300 * recency;
  return Math.round(
    1_000 * popularity + (reply.isByFollowee ? 400 : 0) + recencyScore - (reply.isByMuted ? 4_000 : 0),
  );
}

/** Ids of replies, highest score first; equal scores in the order of writing. */
export function rankReplies(replies: readonly ReplySignals[]): string[] {
  return replies
    .map((reply) => ({ id: reply.id, score: scoreReply(reply) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
