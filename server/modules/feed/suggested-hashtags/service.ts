import { hashtagKey } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { mutedTagMatcher } from '../../content/index.ts';
import { getPool } from '../pool/cache.ts';
import { EVERYWHERE, findHashtagTrends } from '../trending/queries.ts';
import { findLanguage, findUnfollowedHashtags } from './queries.ts';
import type { SuggestedHashtag, SuggestedHashtags, SuggestedHashtagsQuery } from './schemas.ts';
import { STARTERS } from './starters.ts';

/** Authors at the university who make a hashtag common. */
const MIN_AUTHORS = 2;

/**
 * Hashtags that the viewer may want to follow: the trends of their university, what several members of it used lately, the
 * trends of the whole campus, then a short list in their language. Without hidden, muted and followed ones.
 *
 * Cost: two look-ups of at most 30 trends, one by key for each hashtag, and the pool, which is in memory.
 */
export async function suggestHashtags(
  ctx: Context,
  viewer: Viewer,
  { limit }: SuggestedHashtagsQuery,
): Promise<SuggestedHashtags> {
  const [trends, common, trendsEverywhere, language, isMuted] = await Promise.all([
    findHashtagTrends(ctx.db, viewer.universityId),
    findCommonHashtags(ctx, viewer.universityId),
    findHashtagTrends(ctx.db, EVERYWHERE),
    findLanguage(ctx.db, viewer.id),
    mutedTagMatcher(ctx, viewer),
  ]);
  /** By key, best first: a hashtag keeps its first source. */
  const candidates = new Map<string, SuggestedHashtag>();
  const add = (key: string, tag: string, source: SuggestedHashtag['source']) => {
    if (!candidates.has(key)) candidates.set(key, { tag, source });
  };
  for (const { key, tag } of trends) add(key, tag, 'trending');
  for (const key of common) add(key, key, 'common');
  for (const { key, tag } of trendsEverywhere) add(key, tag, 'trending');
  for (const tag of STARTERS[language]) add(hashtagKey(tag), tag, 'starter');
  const spellings = await findUnfollowedHashtags(ctx.db, viewer.id, [...candidates.keys()]);
  const items = [...candidates]
    .filter(([key]) => spellings.has(key))
    .map(([key, { tag, source }]) => ({
      // A starter is spelled as in the list, whoever used it first.
      tag: source === 'starter' ? tag : (spellings.get(key) ?? tag),
      source,
    }))
    .filter(({ tag }) => !isMuted?.(tag));
  return { items: items.slice(0, limit) };
}

/** Keys of the hashtags that several members of a university used in the pool's posts, the most authors first. */
async function findCommonHashtags(ctx: Context, universityId: string): Promise<string[]> {
  const { posts } = await getPool(ctx, universityId);
  const authors = new Map<string, Set<string>>();
  for (const { hashtags, authorId, isSameUniversity } of posts) {
    if (!isSameUniversity) continue;
    for (const key of hashtags) {
      const known = authors.get(key) ?? new Set();
      authors.set(key, known.add(authorId));
    }
  }
  return [...authors]
    .filter(([, { size }]) => size >= MIN_AUTHORS)
    .sort(([a, { size: sizeA }], [b, { size: sizeB }]) => sizeB - sizeA || (a < b ? -1 : 1))
    .map(([key]) => key);
}
