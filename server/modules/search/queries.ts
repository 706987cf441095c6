import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { statement } from '../../platform/statement.ts';
import {
  followed,
  memberVisibleWith,
  notMuted,
  notMutedInPage,
  type Viewer,
  visibleTo,
} from '../social/index.ts';

/** Names looked at of each kind; of more, the nearest to the word. */
const CANDIDATES = 200;
/** Of these, how many are ranked by who they are to the reader, at several look-ups each: for a page, and while one types. */
const RANKED = 50;
const RANKED_TYPING = 20;
/** Members that are offered while one types, at most. */
const FEW = 10;

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

interface Asked extends Viewer {
  /** Folded. */
  word: string;
  /** Above all that begins so. */
  end: string;
  /** Patterns: begins so, a word of it begins so, it is somewhere within. */
  begins: string;
  wordBegins: string;
  within: string;
  take: number;
}

/**
 * How members are found by name.
 * @param isLong  from three letters on also within names, and despite typing errors
 * @param ranked  so many of the nearest are ranked
 */
const named = (isLong: boolean, ranked: number) =>
  statement<Asked, FoundMember>((asked) => {
    const member = sql.ref('member.id');
    const columns = sql`select id, username, search_name from auth.member_name_view`;
    const most = sql.lit(CANDIDATES);
    // In a select of its own what is typed is unknown when the statement is planned: else PostgreSQL, which expects little of
    // any certain word and much of an uncertain one, would plan it anew for each word, which costs more than finding it.
    const [word, end, within] = [asked.word, asked.end, asked.within].map(
      (typed) => sql`(select ${typed}::text)`,
    );
    const fewerThan = (...kinds: string[]) =>
      sql`${sql.join(
        kinds.map((kind) => sql`(select count(*) from ${sql.ref(kind)})`),
        sql` + `,
      )} < ${sql.lit(2 * ranked)}`;
    // The later kinds only where the better ones are few, none of it would be ranked else: each costs as many steps as names share its
    // letters. Where somebody is called exactly so, it holds no typing error.
    const others = sql`,
    within as materialized (${columns} where search_name like ${within} and ${fewerThan('beginning')} limit ${most}),
    alike as materialized (
      ${columns} where ${word} <% search_name and ${fewerThan('beginning', 'within')}
        and not exists (
          select from beginning where ${word} = username or search_name = ${word} || ' ' || username) limit ${most})`;
    return sql<FoundMember>`
    with beginning as materialized (
      -- A span and not a pattern: in a prepared statement PostgreSQL knows no beginning of a pattern that is still to come.
      (${columns} where search_name ~>=~ ${word} and search_name ~<~ ${end} order by search_name using ~<~ limit ${most})
      union
      (${columns} where username ~>=~ ${word} and username ~<~ ${end} order by username using ~<~ limit ${most}))
    ${isLong ? others : sql``}
    select card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
      card.university_name as university, card.bio, card.is_private as "isPrivate"
    from (
      select ranked.id, ranked.match
        + case when ${followed(asked, sql.ref('ranked.id'))} then 15 else 0 end
        + case when exists (select from social.follow_view back
                            where back.follower_id = ranked.id and back.followee_id = ${asked.id} offset 0) then 6 else 0 end
        + case when ranked.university_id = ${asked.universityId} then 8 else 0 end
        + 2 * ln(1 + coalesce(counts.followers, 0)) as worth
      from (
        select member.id, member.university_id, case
          when candidate.username = ${asked.word} then 100
          when candidate.username like ${asked.begins} then 60
          when candidate.search_name like ${asked.begins} then 50
          when candidate.search_name like ${asked.wordBegins} then 40
          when candidate.search_name like ${asked.within} then 25
          else 20 * word_similarity(${asked.word}, candidate.search_name) end as match
        from (select * from beginning
          ${isLong ? sql`union select * from within union select * from alike` : sql``}) candidate
        join profiles.audience_view member on member.id = candidate.id
        where ${memberVisibleWith(asked, sql.ref('member'))} and ${notMutedInPage(asked, member)}
        order by match desc, member.id limit ${sql.lit(ranked)}) ranked
      left join lateral (
        select followers from social.member_counts_view where user_id = ranked.id offset 0) counts on true
      order by worth desc, ranked.id limit ${asked.take}::integer) best
    join profiles.member_view card on card.id = best.id
    order by best.worth desc, best.id`;
  });
const ways = [RANKED_TYPING, RANKED].map((ranked) => ({
  byLetters: named(false, ranked),
  byName: named(true, ranked),
}));

/**
 * Members by name, the best first: those whom the viewer may see and has not muted.
 * Index: users_search_name and users_username_pattern; from three letters on users_search_name_trgm too; 200 rows of each.
 * @param word  folded
 * @param take  of more than 50, 50
 */
export function membersNamed(
  db: Db,
  { id, universityId }: Viewer,
  word: string,
  take: number,
): Promise<FoundMember[]> {
  const way = ways[take <= FEW ? 0 : 1];
  if (way === undefined) throw new Error('two ways');
  return ([...word].length < 3 ? way.byLetters : way.byName)(db, {
    id,
    universityId,
    word,
    end: `${word}\u{10ffff}`,
    begins: `${literal(word)}%`,
    wordBegins: `% ${literal(word)}%`,
    within: `%${literal(word)}%`,
    take,
  });
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
