import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { followed, memberVisibleTo, notMuted, type Viewer, visibleTo } from '../social/index.ts';

/** Candidates that are ranked; of more, the nearest to the word. */
const CANDIDATES = 200;
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
 * Index: users_search_name_trgm from three letters on, else users_search_name and users_username_pattern; 200 candidates.
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
  const candidates =
    [...word].length < 3
      ? sql`
        (select id, username, search_name from auth.member_name_view
         where search_name like ${begins} order by search_name, id limit ${CANDIDATES})
        union
        (select id, username, search_name from auth.member_name_view
         where username like ${begins} order by username limit ${CANDIDATES})`
      : sql`
        (select id, username, search_name from auth.member_name_view
         where search_name like ${inside}
         order by (username = ${word}) desc, (search_name like ${begins}) desc, id limit ${CANDIDATES})
        union
        (select id, username, search_name from auth.member_name_view
         where ${word} <% search_name
         order by word_similarity(${word}, search_name) desc, id limit ${CANDIDATES})`;
  const { rows } = await sql<FoundMember>`
    select card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
      card.university_name as university, card.bio, card.is_private as "isPrivate"
    from (${candidates}) named
    join profiles.member_view card on card.id = named.id
    left join social.member_counts_view counts on counts.user_id = named.id
    where ${memberVisibleTo(viewer, sql.ref('named.id'))} and ${notMuted(viewer, sql.ref('named.id'))}
    order by
      case when named.username = ${word} then 100
           when named.username like ${begins} then 60
           when named.search_name like ${begins} then 50
           when named.search_name like ${`% ${literal(word)}%`} then 40
           when named.search_name like ${inside} then 25
           else 20 * word_similarity(${word}, named.search_name) end
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
