import type { SeedHashtagFollow, SeedPost } from './campus.ts';
import type { Follows } from './follows.ts';
import type { Person, Population } from './population.ts';
import type { PostIndex } from './post-index.ts';
import { idFrom, type Random } from './random.ts';
import { words } from './words.ts';

const DAY_MS = 86_400_000;
/** Posts of a generated campus span this long before its "now". */
export const SPAN_DAYS = 90;
/** A reply picks its parent from this window of recent posts, and examines this many of them. */
const PARENT_CHOICE = { windowSize: 500, examined: 6 };

interface Recent {
  post: SeedPost;
  author: number;
  topic: number;
}

/**
 * Posts of a generated campus, oldest first: half of them about one of their author's communities, most of these with its
 * hashtag. Few members post much. Replies prefer followees and the author's own topics.
 * @param postIndex  each post is added to it
 */
export function* makePosts(
  random: Random,
  population: Population,
  follows: Follows,
  { count, now }: { count: number; now: number },
  postIndex: PostIndex,
): Generator<SeedPost> {
  const { people, members } = population;
  const writers = weightedPicker(people.map(({ postRate: talk }) => talk));
  const step = (SPAN_DAYS * DAY_MS) / count;
  const recent: Recent[] = [];
  for (let index = 0; index < count; index++) {
    const at = now - SPAN_DAYS * DAY_MS + index * step;
    const author = writers(random);
    const member = members[author];
    const person = people[author];
    if (!member || !person) continue; // never
    const parent =
      random.next() < 0.3 ? chooseParent(random, population, follows, author, recent) : undefined;
    const topic = parent ? parent.topic : topicOf(random, person);
    const chance = random.next();
    const post: SeedPost = {
      id: idFrom(random, at),
      authorId: member.id,
      content: makeText(
        random,
        member.locale === 'en' ? 'en' : 'tr',
        tagsOf(random, population, person, topic),
      ),
      createdAt: new Date(at),
      language: member.locale,
      visibility: chance < 0.88 ? 'public' : chance < 0.95 ? 'university' : 'followers',
      replyPolicy: 'everyone',
      replyToId: parent?.post.id ?? null,
      rootId: parent ? (parent.post.rootId ?? parent.post.id) : null,
      quoteOfId: null,
      contentWarning: null,
    };
    postIndex.register(post, { author, topic, quality: random.next() ** 0.5 });
    const noted = { post, author, topic };
    if (recent.length < PARENT_CHOICE.windowSize) recent.push(noted);
    else recent[random.below(PARENT_CHOICE.windowSize)] = noted;
    yield post;
  }
}

/** Picks indexes at random, in proportion to their weights. */
function weightedPicker(weights: readonly number[]): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    sums[index] = sum;
  }
  return (random) => {
    const wanted = random.next() * sum;
    let [from, until] = [0, sums.length - 1];
    while (from < until) {
      const middle = (from + until) >> 1;
      if ((sums[middle] ?? 0) > wanted) until = middle;
      else from = middle + 1;
    }
    return from;
  };
}

/** The community that a post is about, or −1 for everyday life. */
const topicOf = (random: Random, { interests }: Person): number =>
  random.next() < 0.55 ? (interests[random.skewed(interests.length, 1.6)] ?? -1) : -1;

/** Of some visible recent posts, the one that is closest to the member. */
function chooseParent(
  random: Random,
  { members, people }: Population,
  follows: Follows,
  author: number,
  recent: readonly Recent[],
): Recent | undefined {
  let best: { candidate: Recent; weight: number } | undefined;
  for (let look = 0; look < PARENT_CHOICE.examined && recent.length > 0; look++) {
    const candidate = random.pick(recent);
    const follow = follows.has(author, candidate.author);
    const writer = members[candidate.author];
    const { visibility } = candidate.post;
    const isOpen =
      (visibility === 'public' ||
        (visibility === 'university' && writer?.universityId === members[author]?.universityId)) &&
      !writer?.isPrivate;
    if (candidate.author === author || !(isOpen || follow)) continue;
    const isOwn = people[author]?.interests.includes(candidate.topic) ?? false;
    const weight = (follow ? 2 : 0) + (isOwn ? 1 : 0) + random.next();
    if (best === undefined || weight > best.weight) best = { candidate, weight };
  }
  return best?.candidate;
}

function tagsOf(random: Random, { interests }: Population, person: Person, topic: number): string[] {
  const tags: string[] = [];
  const named = interests[topic];
  if (named !== undefined && random.next() < 0.6) tags.push(named);
  if (random.next() < 0.04) tags.push(random.pick(words.tags));
  // Some put a hashtag where it does not belong.
  if (random.next() < 0.03) tags.push(interests[random.pick(person.interests)] ?? random.pick(words.tags));
  return [...new Set(tags)];
}

function makeText(random: Random, language: 'tr' | 'en', tags: readonly string[]): string {
  const length = 4 + random.below(24);
  const parts = Array.from({ length }, () => random.pick(words[language]));
  if (random.next() < 0.3) parts.push(rareWord(random));
  for (const tag of tags) parts.push(`#${tag}`);
  const text = parts.join(' ');
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** One of 8,000 invented words; most occur in few posts. */
function rareWord(random: Random): string {
  const number = random.zipf(words.syllables.length ** 3);
  const syllable = (index: number) =>
    words.syllables[Math.floor(number / words.syllables.length ** index) % words.syllables.length] ?? '';
  return syllable(0) + syllable(1) + syllable(2) + syllable(0);
}

/** A third of the members follow hashtags: mostly of their own communities. */
export function* makeHashtagFollows(
  random: Random,
  { members, people, interests }: Population,
  now: number,
): Generator<SeedHashtagFollow> {
  for (const [index, { id: userId }] of members.entries()) {
    if (random.next() > 0.35) continue;
    const own = people[index]?.interests ?? [];
    const chosen = new Set<string>();
    for (let wanted = 1 + random.below(3); wanted > 0; wanted--)
      chosen.add(interests[random.next() < 0.8 ? random.pick(own) : random.below(interests.length)] ?? '');
    for (const tag of chosen) yield { userId, tag, id: idFrom(random, now - random.below(200 * DAY_MS)) };
  }
}
