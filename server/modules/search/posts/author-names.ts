import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { findMembersByName } from '../queries.ts';
import { fact } from './document.ts';
import { findMembersByUsername as membersNamedExactly } from './queries.ts';
import type { ParsedQuery } from './query.ts';
import { type Expansion, SIMILARITY } from './query-expansion.ts';
import { splitIntoWords } from './tokenizer.ts';

/** Longer queries are not names. */
const MAX_NAMES = 3;
/** Forms of address, folded: not part of a display name here. */
const TITLES = new Set(
  'hoca hocam bey hanim agabey abi abla kardes doktor dr prof profesor docent ogretmen mr mrs ms'.split(' '),
);
/** Members per name, the nearest first. */
const MAX_MATCHES = 20;

/**
 * Members whom the words may name, by their whole name or username, or by one word of their name. The posts
 * of these members are an expansion of the query, because a member who types a name also looks for what that
 * person wrote. Cost: one search of names, and one for each word if there are two or three.
 */
export async function findAuthorMatches({
  ctx,
  viewer,
  parsedQuery: { words, phrases, hashtags, from, mentioned },
}: {
  ctx: Context;
  viewer: Viewer;
  parsedQuery: ParsedQuery;
}): Promise<Expansion[]> {
  const isName = words.length > 0 && words.length <= MAX_NAMES && phrases.length + hashtags.length === 0;
  if (!isName || from.length > 0) return [];
  const toExpansions = (
    ids: readonly string[],
    range: { from: number; length: number },
    similarity: number,
  ) =>
    ids.length === 0
      ? []
      : [{ ...range, similarity, words: [], stems: ids.map((id) => fact.author(id)), sequences: [] }];
  const all = { from: 0, length: words.length };
  if (mentioned.length > 0) {
    const members = await membersNamedExactly(ctx.db, mentioned);
    const ids = members.map(({ id }) => id);
    return toExpansions(ids, all, SIMILARITY.derived);
  }
  const findNamed = async (wanted: readonly string[]): Promise<string[]> => {
    const name = wanted.filter((word) => !TITLES.has(word));
    if (name.length === 0) return [];
    const members = await findMembersByName(ctx.db, viewer, name.join(' '), MAX_MATCHES);
    const isNamed = ({ username, displayName }: { username: string; displayName: string }) => {
      const parts = new Set(splitIntoWords(`${username} ${displayName}`).map(({ folded }) => folded));
      return name.every((word) => parts.has(word));
    };
    return members.filter(isNamed).map(({ id }) => id);
  };
  const single = words.length > 1 ? words : [];
  const [whole = [], ...parts] = await Promise.all([words, ...single.map((word) => [word])].map(findNamed));
  return [
    ...toExpansions(whole, all, SIMILARITY.derived),
    ...parts.flatMap((ids, from) => toExpansions(ids, { from, length: 1 }, SIMILARITY.translated)),
  ];
}
