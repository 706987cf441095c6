/** What the order of the replies to a post is made from. */
export interface ReplySignals {
  id: string;
  likes: number;
  /** Others than its author who answered it, each once. */
  answerers: number;
  /** Written by the author of the post that it answers. */
  isByAuthor: boolean;
  /** Written by the reader. */
  isOwn: boolean;
  /** The reader follows its author. */
  isByFollowed: boolean;
  /** The reader has muted its author. */
  isByMuted: boolean;
  isDeleted: boolean;
  /** Since it was written. */
  ageHours: number;
}

/** So many people are full marks. */
const FULL_SCORE_PEOPLE = 100;
/** Newness counts half after so long. */
const HALF_LIFE_HOURS = 12;

/**
 * How high a reply stands, in points.
 *
 * What the author of the post adds to it stands above all else: it goes on where the post stopped. Then people: who liked
 * it, and twice who answered it, by the logarithm, so that the tenth counts less than the first; 1,000 for a hundred. 400
 * where the reader follows who wrote it. Up to 300 for what is new, half after each 12 hours, so that a late reply is seen
 * before it has gathered anything; and 1,500 on that for one's own, which is thus found where one has just written it. Those whom the reader has muted, and tombstones, stand below.
 */
export function scoreReply(reply: ReplySignals): number {
  if (reply.isDeleted) return -5_000;
  if (reply.isByAuthor) return 4_000;
  const people = reply.likes + 2 * reply.answerers;
  const popularity = Math.min(1, Math.log1p(people) / Math.log1p(FULL_SCORE_PEOPLE));
  const recency = 2 ** (-Math.max(0, reply.ageHours) / HALF_LIFE_HOURS);
  const recencyScore = reply.isOwn ? 1_800 * recency : 300 * recency;
  return Math.round(
    1_000 * popularity + (reply.isByFollowed ? 400 : 0) + recencyScore - (reply.isByMuted ? 4_000 : 0),
  );
}

/** Ids of replies, the best first; those of equal points as they were written. */
export function rankReplies(replies: readonly ReplySignals[]): string[] {
  return replies
    .map((reply) => ({ id: reply.id, score: scoreReply(reply) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
