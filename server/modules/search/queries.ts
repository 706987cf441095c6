import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { followed, memberVisibleTo, notMuted, type Viewer, visibleTo } from '../social/index.ts';

/** Names looked at; of more, the nearest to the word. */
const CANDIDATES = 200;
/** Of these, how many are ranked by who they are to the reader, at several look-ups each. */
const RANKED = 40;
/** Newest posts of a hashtag among which one must be for the reader. */
const LOOK = 50;

export interface FoundMember {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  bio: string;
  isPrivate: boolean;
}

/** `%` and `_` mean themselves in what people type. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/**
 * Members by name, the best first: those whom the viewer may see and has not muted.
 * Index: users_search_name and users_username_pattern; from three letters on users_search_name_trgm too; 200 rows of each.
 * @param word folded
 */
export async function membersNamed(
  db: Db,
  viewer: Viewer,
  word: string,
  take: number,
): Promise<FoundMember[]> {
  const begins = `${literal(word)}%`;
  const inside = `%${literal(word)}%`;
  const columns = sql`select id, username, search_name from auth.member_name_view`;
  // A span and not a pattern: in a prepared statement PostgreSQL knows no beginning of a pattern that is still to come.
  const end = `${word}\u{10ffff}`;
  const beginnings = sql`
    (${columns} where search_name ~>=~ ${word} and search_name ~<~ ${end} order by search_name using ~<~ limit ${CANDIDATES})
    union
    (${columns} where username ~>=~ ${word} and username ~<~ ${end} order by username using ~<~ limit ${CANDIDATES})`;
  const candidates =
    [...word].length < 3
      ? beginnings
      : sql`${beginnings}
    union
    (${columns} where search_name like ${inside} limit ${CANDIDATES})
    union
    (${columns} where ${word} <% search_name limit ${CANDIDATES})`;
  const nearest = sql`
    select id, match from (
      select named.id, case
        when named.username = ${word} then 100
        when named.username like ${begins} then 60
        when named.search_name like ${begins} then 50
        when named.search_name like ${`% ${literal(word)}%`} then 40
        when named.search_name like ${inside} then 25
        else 20 * word_similarity(${word}, named.search_name) end as match
      from (${candidates}) named
      where ${memberVisibleTo(viewer, sql.ref('named.id'))} and ${notMuted(viewer, sql.ref('named.id'))}) seen
    order by match desc, id limit ${Math.max(RANKED, take)}`;
  const { rows } = await sql<FoundMember>`
    select card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
      card.university_name as university, card.bio, card.is_private as "isPrivate"
    from (${nearest}) named
    join profiles.member_view card on card.id = named.id
    left join social.member_counts_view counts on counts.user_id = named.id
    order by
      named.match
      + case when ${followed(viewer, sql.ref('named.id'))} then 15 else 0 end
      + case when exists (select from social.follow_view back
                          where back.follower_id = named.id and back.followee_id = ${viewer.id}) then 6 else 0 end
      + case when card.university_id = ${viewer.universityId} then 8 else 0 end
      + 2 * ln(1 + coalesce(counts.followers, 0)) desc, named.id
    limit ${take}`.execute(db);
  return rows;
}

/**
 * Hashtags that begin so, the followed first, then the shortest; only where the viewer may see one of the newest posts.
 * Index: content.hashtags_pkey, a span of keys; per candidate post_hashtags_pkey.
 * @param key folded
 */
export async function hashtagsBeginning(
  db: Db,
  viewer: Viewer,
  key: string,
  take: number,
): Promise<{ tag: string; following: boolean }[]> {
  const { rows } = await sql<{ tag: string; following: boolean }>`
    select named.tag, named.following
    from (
      select tag.key, tag.tag,
        exists (select from content.tag_follow_view own where own.user_id = ${viewer.id} and own.key = tag.key) as following
      from content.hashtag_view tag
      where tag.key like ${`${literal(key)}%`} order by length(tag.key), tag.key limit ${CANDIDATES}) named
    where exists (
      select from (
        select post_id from content.post_hashtag_view used
        where used.key = named.key order by post_id desc limit ${LOOK}) newest
      join content.post_view post on post.id = newest.post_id
      where ${notMuted(viewer, sql.ref('post.author_id'))}
        and ${visibleTo(viewer, sql.ref('post.author_id'), sql.ref('post.visibility'))})
    order by named.following desc, length(named.key), named.key
    limit ${take}`.execute(db);
  return rows;
}
