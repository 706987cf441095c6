import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { writeCursor } from '../../../platform/page.ts';
import { mutedMatcher, presentPosts } from '../../content/index.ts';
import { MOST_IDS, type Place, readPlace, writePlace } from './cursor.ts';
import { highlighter } from './highlight.ts';
import { levelsOf } from './levels.ts';
import { namesakes } from './namesakes.ts';
import { type Asked, CANDIDATES, type Looked, newest, older } from './newest.ts';
import { invalidOperator, nothingToSearch } from './problems.ts';
import {
  learnWords,
  type Match,
  membersNamed,
  type SeenRow,
  type Span,
  seenMatches,
  wordCounts,
} from './queries.ts';
import { ANYBODY, type Authors, readQuery, type Sought, type Spelling, toTsquery } from './query.ts';
import { related } from './related.ts';
import type { FoundPosts, PostSearchQuery } from './schemas.ts';
import { daysOf } from './span.ts';
import { type Otherwise, widened } from './wider.ts';
import { stemsOf } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
/** Of several words so many are asked of the index; of what these find the others are asked. */
const INDEXED = 3;
/** Words of this length are in the vocabulary. */
const MIN_COUNTED = 4;
/** A word that may become more words than these is not taken for a complete one. */
const COMPLETIONS = 12;
/** With fewer than these, posts with some of the words are added below those with all. */
const ENOUGH = 10;
/** So many posts are counted while somebody waits. */
const LEARNT_AT_ONCE = 500;
/** So many posts of an author whom the campus does not know stand where they match. */
const EACH_UNKNOWN = 3;
/** What is known of the writer, and when it was written, counts at most so much: less than between a word as typed and a form of it. */
const SOCIAL = 4;

/**
 * Posts that hold what was typed, of those that the viewer may see.
 *
 * Cost: 2,000 of the newest posts are looked through, which finds what many hold and tells how often the rest is; 15,000
 * where that is enough, and where it is not the index of a month, and of as many before as should do. The rule is asked of
 * 300 posts at most. Words that nobody has written cost two small statements more.
 *
 * @throws Problem 422 `nothing_to_search`, `invalid_search_operator`; 400 `invalid_cursor`
 */
export async function findPosts(ctx: Context, viewer: Viewer, query: PostSearchQuery): Promise<FoundPosts> {
  const sought = soughtBy(query);
  const { tz = 'UTC' } = query;
  const authors = await authorsOf(ctx, sought);
  if (sought.from.length > 0 && authors.by.length === 0)
    return { items: [], nextCursor: null, corrected: [] };
  const place = readPlace(query.cursor);
  const look = { ctx, viewer, sought, authors, span: spanOf(sought, tz, place.before), tz };
  if (place.kind === 'ranked') return goOn(look, place, query.limit);
  // Below what was ranked the best go on by time, as all does with `sort=latest`.
  if (query.sort === 'latest' || place.before !== null) return latest(look, query.limit);
  return best(look, query.limit);
}

interface Look {
  ctx: Context;
  viewer: Viewer;
  sought: Sought;
  authors: Authors;
  span: Span;
  /** Whose days `since:` and `until:` are. */
  tz: string;
}

async function authorsOf(ctx: Context, { from, withoutFrom }: Sought): Promise<Authors> {
  const named = [...from, ...withoutFrom];
  if (named.length === 0) return ANYBODY;
  const members = await membersNamed(ctx.db, named);
  const among = (usernames: readonly string[]) =>
    members.filter(({ username }) => usernames.includes(username)).map(({ id }) => id);
  return { by: among(from), notBy: among(withoutFrom) };
}

const spanOf = (sought: Sought, tz: string, cursor: string | null): Span => {
  const { from, before } = daysOf(sought, tz);
  return { from, before: cursor !== null && cursor < before ? cursor : before };
};

function soughtBy(query: PostSearchQuery): Sought {
  const sought = readQuery(query.q);
  const [invalid] = sought.invalid;
  if (invalid) throw invalidOperator(invalid.operator, invalid.value);
  if (query.from) sought.from.push(query.from.replace('@', '').toLowerCase());
  if (query.has) sought.has.push(query.has);
  sought.language = query.lang ?? sought.language;
  sought.since = query.since ?? sought.since;
  sought.until = query.until ?? sought.until;
  return sought;
}

/**
 * @param weights  by place of the word: how much it tells
 * @throws Problem 422 `nothing_to_search`
 */
function sidesOf(look: Look, spelling: Spelling = {}, weights?: readonly number[]): Asked {
  const { sought, authors } = look;
  const { ways = [], tags, ...typed } = spelling;
  const whole = toTsquery(sought, authors, { ...spelling, forIndex: true });
  const rank = toTsquery(sought, authors, ways.length > 0 ? { ...typed, isLoose: true } : typed);
  if (whole === null || rank === null) throw nothingToSearch();
  const levels = levelsOf(sought, { ways, ...(tags ? { tags } : {}), ...(weights ? { weights } : {}) });
  let index: Promise<string> | undefined;
  return {
    whole,
    rank,
    levels,
    index: () => {
      index ??=
        spelling.isLoose && ways.length === 0 ? Promise.resolve(whole) : indexSide(look, whole, spelling);
      return index;
    },
  };
}

/**
 * What of several words the index is asked for. Each of its entries costs as many steps as posts hold it, and a beginning
 * as many as all that begins so: so the rarest three, and for a half-typed word what it may become, as far as that
 * was counted; what was written since then is among the newest posts, which are looked through in any case.
 */
async function indexSide({ ctx, sought, authors }: Look, whole: string, spelling: Spelling): Promise<string> {
  const { words } = sought;
  const isWide = spelling.ways !== undefined && spelling.ways.length > 0;
  if (words.length < 2 && !isWide) return whole;
  const open = sought.isLastOpen ? words.at(-1) : undefined;
  const isCountable = open !== undefined && open.length >= MIN_COUNTED;
  const begins = isCountable ? open : '';
  const rows = await wordCounts(ctx.db, {
    words,
    begins,
    end: isCountable ? `${open}\u{10ffff}` : '',
    take: COMPLETIONS + 1,
  });
  const narrow = (narrowed: NonNullable<Spelling['narrowed']>): string =>
    toTsquery(sought, authors, { ...spelling, forIndex: true, narrowed }) ?? whole;
  const counts = new Map(rows.map(({ word, posts }) => [word, posts]));
  const begun = isCountable ? rows.filter(({ word }) => word.startsWith(open)) : [];
  const isComplete = open !== undefined && counts.has(open) && begun.length <= COMPLETIONS;
  const completions = isComplete ? begun.map(({ word }) => word) : undefined;
  const costOf = (word: string): number =>
    word === open && completions === undefined
      ? Number.POSITIVE_INFINITY
      : (counts.get(word) ?? 0) * stemsOf(word).length;
  // Of words that have other names, none is rare for certain.
  if (isWide) return narrow({ words: new Set(words), completions });
  const rarest = [...new Set(words)].sort((one, other) => costOf(one) - costOf(other)).slice(0, INDEXED);
  return narrow({ words: new Set(rarest), completions });
}

/** The best of the newest that match: how well they match, who wrote them, how new they are. Below them all older ones by time. */
async function best(look: Look, limit: number): Promise<FoundPosts> {
  const sides = sidesOf(look);
  const enough = Math.min(2 * limit, CANDIDATES);
  const { ctx, span } = look;
  const wanted = { isSeveral: look.sought.words.length > 1, enough };
  let looked = await newest(ctx, sides, span, wanted);
  let rows = await seen(look, looked.found, CANDIDATES);
  if (rows.length < limit && !looked.isAll) {
    const known = looked.found.length;
    looked = await older(ctx, sides, span, { looked, wanted: { ...wanted, enough: 2 * CANDIDATES } });
    rows = rows.concat(await seen(look, looked.found.slice(known), CANDIDATES));
  }
  const strict = rows.length;
  rows = inOrder(look, rows);
  let ways: Otherwise[] = [];
  let corrected: FoundPosts['corrected'] = [];
  if (rows.length < limit) {
    // What was just written is known: the words of a new campus, too.
    await learnWords(ctx.db, LEARNT_AT_ONCE);
    const [near, names] = await Promise.all([related(look), namesakes(look)]);
    ways = [...widened(look.sought), ...near.ways, ...names];
    const { tags, weights } = near;
    const below = async (spelling: Spelling) => {
      const { found } = await newest(ctx, sidesOf(look, { ...spelling, ways, tags }, weights), span, wanted);
      return seen(look, found, CANDIDATES);
    };
    const isSeveral = look.sought.words.length > 1;
    const more = ways.length > 0 || tags.size > 0 || isSeveral ? await below({}) : [];
    const some = isSeveral && more.length < Math.min(limit, ENOUGH) ? await below({ isLoose: true }) : [];
    const known = new Map([...rows, ...more, ...some].map((row) => [row.id, row]));
    rows = inOrder(look, [...known.values()]);
    // Said only where nothing has the word: an unknown ending of a known word is no error.
    if (strict === 0 && rows.length > 0) corrected = near.corrected;
  }
  const items = await presented(look, rows.slice(0, limit), ways);
  // Where looser matches stand below, what is older is among them already.
  const isMoreBelow = !looked.isAll && rows.length === strict;
  const further = {
    ids: rows.slice(limit, limit + MOST_IDS).map(({ id }) => id),
    before: isMoreBelow ? looked.until : null,
    isCorrected: corrected.length > 0,
  };
  const nextCursor = await cursorOf(look, further, looked);
  return { items, nextCursor, corrected };
}

type Ranked = Extract<Place, { kind: 'ranked' }>;

/**
 * The cursor of what follows: nothing is promised that a reader would not see.
 * @param looked  down to `before`, where one comes from there
 */
async function cursorOf(
  look: Look,
  { ids, before, isCorrected }: Omit<Ranked, 'kind'>,
  looked?: Looked,
): Promise<string | null> {
  if (ids.length > 0) return writePlace({ kind: 'ranked', ids, before, isCorrected });
  if (before === null) return null;
  const below = looked ? look : { ...look, span: { ...look.span, before } };
  const [next] = await newestSeen(below, 1, looked);
  return next ? writePlace({ kind: 'time', before }) : null;
}

/** A further page of the best: in the order in which they were ranked. */
async function goOn(look: Look, { ids, before, isCorrected }: Ranked, limit: number): Promise<FoundPosts> {
  const whole = { ...look, span: spanOf(look.sought, look.tz, null) };
  const found = ids.filter((id) => id >= whole.span.from).map((id) => ({ id, rank: 0 }));
  const rows = await seen(look, found, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ways = isCorrected ? (await related(look)).ways : [];
  const [items, nextCursor] = await Promise.all([
    presented(look, page, [...widened(look.sought), ...ways]),
    cursorOf(whole, {
      ids: last ? ids.slice(ids.indexOf(last.id) + 1) : [],
      before,
      isCorrected,
    }),
  ]);
  return { items, nextCursor, corrected: [] };
}

/** The newest first, with pages. */
async function latest(look: Look, limit: number): Promise<FoundPosts> {
  const rows = await newestSeen(look, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presented(look, page, []),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
    corrected: [],
  };
}

/** The newest that match and the viewer may see, `take` at most. @param past  only what is older than what was looked at */
async function newestSeen(look: Look, take: number, past?: Looked): Promise<SeenRow[]> {
  const { ctx, span, sought } = look;
  const sides = sidesOf(look);
  const wanted = { isSeveral: sought.words.length > 1, enough: Math.min(2 * take, CANDIDATES) };
  const after = (looked: Looked) => older(ctx, sides, span, { looked: { ...looked, found: [] }, wanted });
  let looked = past ? await after(past) : await newest(ctx, sides, span, wanted);
  const rows = await seen(look, looked.found, take);
  while (rows.length < take && !looked.isAll) {
    looked = await after(looked);
    rows.push(...(await seen(look, looked.found, take - rows.length)));
  }
  return rows;
}

async function seen({ ctx, viewer }: Look, found: readonly Match[], take: number): Promise<SeenRow[]> {
  if (found.length === 0) return [];
  const { id, universityId } = viewer;
  const [ids, ranks] = [found.map((match) => match.id), found.map((match) => match.rank)];
  return seenMatches(ctx.db, { id, universityId, ids, ranks, take });
}

/** The best first. Of an author whom the campus does not know, all but the best few stand below the rest: many posts would leave no room for others. */
function inOrder(look: Look, rows: readonly SeenRow[]): SeenRow[] {
  const counts = new Map<string, number>();
  const below: SeenRow[] = [];
  const above = [...rows].sort(byWorth(look)).filter((row) => {
    if (row.unknownAuthor === null) return true;
    const count = (counts.get(row.unknownAuthor) ?? 0) + 1;
    counts.set(row.unknownAuthor, count);
    if (count > EACH_UNKNOWN) below.push(row);
    return count <= EACH_UNKNOWN;
  });
  return [...above, ...below];
}

/** Text first; then who wrote it, what people made of it, how new it is, which never outweighs a better match. Equal ones stand by id. */
const byWorth = ({ ctx }: Look) => {
  const now = ctx.clock().getTime();
  const worth = (row: SeenRow): number => {
    const social =
      (row.follows ? 8 : 0) +
      (row.sameUniversity ? 3 : 0) +
      2 * Math.log1p(row.reactions) +
      6 * 2 ** (-(now - idTime(row.id)) / (4 * WEEK_MS));
    return 100 * row.rank + (SOCIAL * social) / (social + SOCIAL);
  };
  return (one: SeenRow, other: SeenRow): number => worth(other) - worth(one) || (one.id < other.id ? 1 : -1);
};

async function presented(
  { ctx, viewer, sought }: Look,
  rows: readonly SeenRow[],
  ways: readonly Otherwise[],
): Promise<FoundPosts['items']> {
  const [posts, isMuted] = await Promise.all([
    presentPosts(
      ctx,
      viewer,
      rows.map(({ id }) => id),
    ),
    mutedMatcher(ctx, viewer, 'elsewhere'),
  ]);
  const matchesIn = highlighter(sought, { alternatives: new Map(), ways });
  return posts.flatMap((post) => (isMuted?.(post) ? [] : [{ ...post, matches: matchesIn(post.content) }]));
}
