import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { statement } from '../../platform/statement.ts';
import type { Official } from '../auth/index.ts';
import {
  audienceOf,
  followed,
  memberVisibleWith,
  notMuted,
  notMutedInPage,
  postVisibleTo,
  type Viewer,
} from '../social/index.ts';

/** Names read per kind of match; if there are more, the nearest to the word. */
const MAX_CANDIDATES = 200;
/**
 * Of these, how many are ranked by their relation to the viewer, at several look-ups each: for a page, and
 * while typing.
 */
export const MAX_RANKED = 50;
const MAX_RANKED_TYPING = 20;
/** Names that all pages together read. */
const MAX_LISTED = 500;
/** Maximum number of members that are suggested while typing. */
const MAX_TYPING = 10;

/** The newest posts of a hashtag, of which the viewer must be able to see at least one. */
const MAX_POSTS_CHECKED = 50;
/** Members with at least this standing are known: docs/trending.md. */
const KNOWN = 0.1;

export interface FoundMember {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  bio: string;
  isPrivate: boolean;
}

/** Escapes `%` and `_` in what people type. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

interface NameQuery extends Viewer {
  /** Folded. */
  word: string;
  /** Greater than every name with this prefix. */
  end: string;
  /** Patterns: a name with this prefix, a word of it with this prefix, an infix. */
  prefixPattern: string;
  wordPrefixPattern: string;
  infixPattern: string;
  take: number;
}

/**
 * Names like a word: with this prefix and, from three letters on, with this infix or with typos.
 * @param minBetter  the later kinds only run if the better ones found fewer
 * @param max  names per kind; beyond 200, always the same ones
 */
function namesLike(
  params: NameQuery,
  isLong: boolean,
  { minBetter, max }: { minBetter: number; max: number },
) {
  const columns = sql`select id, username, search_name from auth.member_name_view`;
  // Wrap the typed word in a subselect, so that the planner does not know its value. With a known value it
  // makes a new plan for each word, which costs more than the search.
  const [word, end, infixPattern] = [params.word, params.end, params.infixPattern].map(
    (typed) => sql`(select ${typed}::text)`,
  );
  const fewerThan = (...kinds: string[]) =>
    sql`${sql.join(
      kinds.map((kind) => sql`(select count(*) from ${sql.ref(kind)})`),
      sql` + `,
    )} < ${sql.lit(minBetter)}`;
  // Separate the sort from the scan. Otherwise PostgreSQL may scan all members in their order.
  const first = (found: RawBuilder<unknown>) =>
    max > MAX_CANDIDATES
      ? sql`select * from (${found} offset 0) found order by id limit ${sql.lit(max)}`
      : sql`${found} limit ${sql.lit(max)}`;
  // Run infix and fuzzy matches only if prefix matches are few; otherwise they would not be ranked: each
  // costs as many steps as there are names with these letters. Skip the fuzzy match if a name equals the
  // word: then it is not a typo.
  const others = sql`,
    infix_match as materialized (${first(sql`${columns} where search_name like ${infixPattern} and ${fewerThan('prefix_match')}`)}),
    fuzzy_match as materialized (${first(sql`
      ${columns} where ${word} <% search_name and ${fewerThan('prefix_match', 'infix_match')}
        and not exists (
          select from prefix_match where ${word} = username or search_name = ${word} || ' ' || username)`)})`;
  return sql`
    prefix_match as materialized (
      -- A range and not a pattern: a prepared statement does not know the prefix of a pattern that is a
      -- parameter.
      (${columns} where search_name ~>=~ ${word} and search_name ~<~ ${end} order by search_name using ~<~ limit ${sql.lit(max)})
      union
      (${columns} where username ~>=~ ${word} and username ~<~ ${end} order by username using ~<~ limit ${sql.lit(max)}))
    ${isLong ? others : sql``},
    candidate as (select * from prefix_match
      ${isLong ? sql`union select * from infix_match union select * from fuzzy_match` : sql``})`;
}

/** How near a candidate's name is to the word. */
const matchScore = (params: NameQuery) => sql<number>`case
  when candidate.username = ${params.word} then 100
  when candidate.username like ${params.prefixPattern} then 60
  when candidate.search_name like ${params.prefixPattern} then 50
  when candidate.search_name like ${params.wordPrefixPattern} then 40
  when candidate.search_name like ${params.infixPattern} then 25
  else 20 * word_similarity(${params.word}, candidate.search_name) end`;

const CARD_COLUMNS = sql`card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
  card.university_name as university, card.university_name_tr as "universityTr", card.official, card.bio, card.is_private as "isPrivate"`;

/**
 * The search for members by name.
 * @param isLong  from three letters on: also infixes and typos
 * @param ranked  how many of the nearest are ranked
 */
const rankedMembers = (isLong: boolean, ranked: number) =>
  statement<NameQuery, FoundMember>(
    (params) => sql<FoundMember>`
    with ${namesLike(params, isLong, { minBetter: 2 * ranked, max: MAX_CANDIDATES })}
    select ${CARD_COLUMNS}
    from (${rankCandidates(params, ranked)} order by score desc, ranked.id limit ${params.take}::integer) top
    join profiles.member_view card on card.id = top.id
    order by top.score desc, top.id`,
  );

/**
 * Ranks the nearest candidates by name and by their relation to the viewer. Followers are weighted by the age
 * of their accounts, so that new accounts do not rank an impersonator above the original.
 */
const rankCandidates = (params: NameQuery, max: number) => {
  const member = sql.ref('member.id');
  return sql`
      select ranked.id, ranked.match
        + case when ${followed(params, sql.ref('ranked.id'))} then 15 else 0 end
        + case when exists (select from social.follow_view follow_back
                            where follow_back.follower_id = ranked.id and follow_back.followee_id = ${params.id} offset 0) then 6 else 0 end
        + case when ranked.university_id = ${params.universityId} then 8 else 0 end
        + 2 * ln(1 + coalesce(member_standing.followers, 0)) as score
      from (
        select member.id, member.university_id, ${matchScore(params)} as match
        from candidate
        join social.audience_view member on member.id = candidate.id
        where ${memberVisibleWith(params, sql.ref('member'))} and ${notMutedInPage(params, member)}
        order by match desc, member.id limit ${sql.lit(max)}) ranked
      left join lateral (
        select followers from social.standing_view where member_id = ranked.id offset 0) member_standing on true`;
};

/**
 * The same, and next to the first `take` members the ids of the other ranked ones: then `id` is the only
 * value.
 */
const firstPage = (isLong: boolean) =>
  statement<NameQuery, FoundMember | { id: string; username: null }>(
    (params) => sql`
    with ${namesLike(params, isLong, { minBetter: 2 * MAX_RANKED, max: MAX_CANDIDATES })}
    select ${CARD_COLUMNS}, top.id
    from (
      select id, score, row_number() over (order by score desc, id) as rank from (${rankCandidates(params, MAX_RANKED)}) ranked) top
    left join lateral (
      select * from profiles.member_view
      where id = case when top.rank <= ${params.take}::integer then top.id end offset 0) card on true
    order by top.rank`,
  );
const firstPageByPrefix = firstPage(false);
const firstPageByName = firstPage(true);

/** The position after the ranked members: by how near their names are. */
export interface AfterRanked {
  /** Ranked members, who are not listed again. */
  ranked: readonly string[];
  /** The last member listed: less near names follow, and equally near ones with a greater id. */
  match: number;
  after: string;
}
export interface MemberMatch extends FoundMember {
  match: number;
}

/** The nearest names first, without the relation to the viewer, so that pages are stable. */
const nextPage = (isLong: boolean) =>
  statement<NameQuery & AfterRanked, MemberMatch>((params) => {
    const member = sql.ref('member.id');
    return sql<MemberMatch>`
    with ${namesLike(params, isLong, { minBetter: 2 * MAX_RANKED, max: MAX_LISTED })},
    nearest as materialized (
      select candidate.id, ${matchScore(params)} as match from candidate order by match desc, id limit ${sql.lit(MAX_LISTED)})
    select ${CARD_COLUMNS}, listed.match
    from (
      select nearest.id, nearest.match from (
        select * from nearest
        where not id = any(${params.ranked}::uuid[])
          and (match < ${params.match}::float8 or match = ${params.match}::float8 and id > ${params.after}::uuid)
        order by match desc, id offset 0) nearest
      join social.audience_view member on member.id = nearest.id
      where ${memberVisibleWith(params, sql.ref('member'))} and ${notMutedInPage(params, member)}
      order by nearest.match desc, nearest.id limit ${params.take}::integer) listed
    join profiles.member_view card on card.id = listed.id
    order by listed.match desc, listed.id`;
  });
const nextPageByPrefix = nextPage(false);
export const nextPageByName = nextPage(true);

const variants = [MAX_RANKED_TYPING, MAX_RANKED].map((ranked) => ({
  byPrefix: rankedMembers(false, ranked),
  byName: rankedMembers(true, ranked),
}));

/**
 * Members by name, best first, whom the viewer may see and has not muted.
 * Index: users_search_name and users_username_pattern; from three letters on users_search_name_trgm too; 200
 * rows of each.
 * @param word  folded
 * @param take  50 at most
 */
export function findMembersByName(
  db: Db,
  viewer: Viewer,
  word: string,
  take: number,
): Promise<FoundMember[]> {
  const variant = variants[take <= MAX_TYPING ? 0 : 1];
  if (variant === undefined) throw new Error('two ways');
  return (isShort(word) ? variant.byPrefix : variant.byName)(db, toNameQuery(viewer, word, take));
}

/**
 * The first page of members by name, and the ids of all members that were ranked for it, in their order.
 * Indexes: as for `findMembersByName`.
 */
export async function findFirstMembers(
  db: Db,
  viewer: Viewer,
  word: string,
  take: number,
): Promise<{ items: FoundMember[]; ranked: string[] }> {
  const rows = await (isShort(word) ? firstPageByPrefix : firstPageByName)(
    db,
    toNameQuery(viewer, word, take),
  );
  const items = rows.flatMap((row) => (row.username === null ? [] : [row]));
  return { items, ranked: rows.map(({ id }) => id) };
}

/**
 * Members by name after the ranked ones, of the 500 nearest names, whom the viewer may see and has not muted.
 * Indexes: as for `findMembersByName`, 500 rows of each; if more names contain the letters, all of them are
 * read, so that the result is stable.
 */
export function findMembersAfter(
  db: Db,
  viewer: Viewer,
  word: string,
  { take, ...position }: AfterRanked & { take: number },
): Promise<MemberMatch[]> {
  const params = { ...toNameQuery(viewer, word, take), ...position };
  return (isShort(word) ? nextPageByPrefix : nextPageByName)(db, params);
}

/**
 * Those of the members whom the viewer may still see and has not muted, in their order. Index: users_pkey.
 */
export const reloadMembers = (db: Db, viewer: Viewer, ids: readonly string[]): Promise<FoundMember[]> =>
  membersById(db, { id: viewer.id, universityId: viewer.universityId, ids });

const membersById = statement<Viewer & { ids: readonly string[] }, FoundMember>(
  (params) => sql<FoundMember>`
    select ${CARD_COLUMNS}
    from unnest(${params.ids}::uuid[]) with ordinality as listed (id, position)
    join social.audience_view member on member.id = listed.id
    join profiles.member_view card on card.id = listed.id
    where ${memberVisibleWith(params, sql.ref('member'))} and ${notMutedInPage(params, sql.ref('member.id'))}
    order by listed.position`,
);

const isShort = (word: string): boolean => [...word].length < 3;

const toNameQuery = ({ id, universityId }: Viewer, word: string, take: number): NameQuery => ({
  id,
  universityId,
  word,
  end: `${word}\u{10ffff}`,
  prefixPattern: `${escapeLike(word)}%`,
  wordPrefixPattern: `% ${escapeLike(word)}%`,
  infixPattern: `%${escapeLike(word)}%`,
  take,
});

/**
 * Hashtags with a prefix: followed ones first, then those that a known member uses, then the shortest; only
 * if the viewer may see one of the newest posts. Index: content.hashtags_pkey, a range of keys; per candidate
 * post_hashtags_pkey, twice, and standings_pkey.
 * @param key  folded
 */
export async function findHashtagsByPrefix(
  db: Db,
  viewer: Viewer,
  key: string,
  take: number,
): Promise<{ tag: string; following: boolean }[]> {
  const newest = sql`(
        select post_id from content.post_hashtag_view tagged
        where tagged.key = candidate.key order by post_id desc limit ${MAX_POSTS_CHECKED}) newest
      join content.post_view post on post.id = newest.post_id`;
  const { rows } = await sql<{ tag: string; following: boolean }>`
    select candidate.tag, candidate.following
    from (
      select tag.key, tag.tag,
        exists (select from content.hashtag_follow_view own where own.user_id = ${viewer.id} and own.key = tag.key) as following
      from content.hashtag_view tag
      where tag.key like ${`${escapeLike(key)}%`} order by length(tag.key), tag.key limit ${MAX_CANDIDATES}) candidate
    where exists (
      select from ${newest}
      where ${notMuted(viewer, sql.ref('post.author_id'))}
        and ${postVisibleTo(viewer, audienceOf('post'))})
    order by candidate.following desc, exists (
      select from ${newest}
      join social.standing_view member_standing on member_standing.member_id = post.author_id and member_standing.standing >= ${KNOWN}) desc,
      length(candidate.key), candidate.key
    limit ${take}`.execute(db);
  return rows;
}

interface FollowedQuery extends Viewer {
  /** Patterns: a username or name with this prefix, a word of the name with this prefix. */
  prefixPattern: string;
  wordPrefixPattern: string;
  take: number;
}

const followedByPrefix = statement<FollowedQuery, FoundMember>(
  (params) => sql<FoundMember>`
    select ${CARD_COLUMNS}
    from (
      select member.id, named.match, own.id as follow_id
      from social.follow_view own
      join lateral (
        select case when username like ${params.prefixPattern} then 3
          when search_name like ${params.prefixPattern} then 2 else 1 end as match
        from auth.member_name_view name
        where name.id = own.followee_id
          and (username like ${params.prefixPattern} or search_name like ${params.prefixPattern}
            or search_name like ${params.wordPrefixPattern}) offset 0) named on true
      join social.audience_view member on member.id = own.followee_id
      where own.follower_id = ${params.id}
        and ${memberVisibleWith(params, sql.ref('member'))} and ${notMutedInPage(params, sql.ref('member.id'))}
      order by named.match desc, own.id desc limit ${params.take}::integer) followed
    join profiles.member_view card on card.id = followed.id
    order by followed.match desc, followed.follow_id desc`,
);

/**
 * Members whom the viewer follows, by a prefix of the username, the name or a word in it; the newest follows
 * first. An empty word matches all. Index: follows_follower, and users_pkey for each followed member (7,500 at
 * most).
 * @param word  folded
 */
export const findFollowedByPrefix = (
  db: Db,
  { id, universityId }: Viewer,
  word: string,
  take: number,
): Promise<FoundMember[]> => {
  const prefix = escapeLike(word);
  return followedByPrefix(db, {
    id,
    universityId,
    prefixPattern: `${prefix}%`,
    wordPrefixPattern: `% ${prefix}%`,
    take,
  });
};

/** The newest own posts in which hashtags are looked up. */
const MAX_OWN_POSTS = 300;

/**
 * Hashtags of the viewer's newest posts, the last used first. Index: posts_author, then post_hashtags_post per
 * post.
 * @param key  folded; empty for all
 */
export async function findOwnHashtags(
  db: Db,
  viewer: Viewer,
  key: string,
  take: number,
): Promise<{ tag: string; following: boolean }[]> {
  const { rows } = await sql<{ tag: string; following: boolean }>`
    select tag.tag, exists (
      select from content.hashtag_follow_view own where own.user_id = ${viewer.id} and own.key = tag.key) as following
    from (
      select tagged.key, max(tagged.post_id::text) as last_used
      from (
        select id from content.post_view
        where author_id = ${viewer.id} order by id desc limit ${MAX_OWN_POSTS}) post
      join content.post_hashtag_view tagged on tagged.post_id = post.id
      where tagged.key like ${`${escapeLike(key)}%`}
      group by tagged.key) used
    join content.hashtag_view tag on tag.key = used.key
    order by used.last_used desc limit ${take}`.execute(db);
  return rows;
}
