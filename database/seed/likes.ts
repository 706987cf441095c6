import type { SeedReaction } from './campus.ts';
import type { Follows } from './follows.ts';
import { type Population, pairKey } from './population.ts';
import type { PostIndex } from './post-index.ts';
import { idFrom, type Random } from './random.ts';

/** Likes of each member that others may come across. */
const REMEMBERED = 8;

/**
 * Likes of a generated campus. Of ten draws about four go to posts of followees, three to own communities, one to the friend
 * group, the department and friends' likes, and one to the day's popular posts. Posts outside of a member's interests are more
 * often skipped. Few members like much. Nobody likes what they may not see, or their own.
 * @param count  the number of likes, except for the few draws that repeat a post too often
 */
export function* makeLikes(
  random: Random,
  population: Population,
  follows: Follows,
  posts: PostIndex,
  { count, now }: { count: number; now: number },
): Generator<SeedReaction> {
  const { members, people } = population;
  const total = people.reduce((sum, { eagerness }) => sum + eagerness, 0);
  const remembered = new Int32Array(members.length * REMEMBERED).fill(-1);
  let made = 0;
  let due = 0;
  if (posts.count === 0) return;
  for (const [fan, member] of members.entries()) {
    const person = people[fan];
    if (person === undefined) continue; // never
    due += (person.eagerness / total) * count;
    const wanted = Math.round(due) - made;
    const liked = new Set<number>();
    for (let tries = 0; liked.size < wanted && tries < wanted * 10; tries++) {
      const index = drawPost(random, population, follows, posts, remembered, fan);
      if (index === undefined || liked.has(index)) continue;
      const post = posts.at(index);
      if (!canSee(population, follows, fan, post)) continue;
      if (!person.interests.includes(post.topic) && random.next() < 0.4) continue;
      liked.add(index);
      remembered[fan * REMEMBERED + random.below(REMEMBERED)] = index;
    }
    made += liked.size;
    for (const index of liked) {
      const { time } = posts.at(index);
      // Most within hours, some much later.
      const at = time + 1_000 + Math.floor((now - time - 1_000) * random.next() ** 6);
      yield { postId: posts.idOf(index), userId: member.id, id: idFrom(random, Math.max(at, time + 1)) };
    }
  }
}

function drawPost(
  random: Random,
  { people, friendGroups: circles, departments }: Population,
  follows: Follows,
  posts: PostIndex,
  remembered: Int32Array,
  fan: number,
): number | undefined {
  const person = people[fan];
  const followees = follows.of(fan);
  if (person === undefined) return undefined;
  const draw = random.next();
  if (draw < 0.4 && followees.length > 0)
    return posts.ofAuthor(random, followees[random.skewed(followees.length, 1.5)] ?? 0);
  if (draw < 0.68)
    return posts.withTopic(random, person.interests[random.skewed(person.interests.length, 1.5)] ?? -1);
  if (draw < 0.74) return posts.ofAuthor(random, random.pick(circles.of(person.friendGroup)));
  if (draw < 0.8)
    return posts.ofAuthor(random, random.pick(departments.of(pairKey(person.university, person.department))));
  if (draw < 0.9 && followees.length > 0) {
    const friend = followees[random.below(followees.length)] ?? 0;
    const index = remembered[friend * REMEMBERED + random.below(REMEMBERED)] ?? -1;
    return index < 0 ? undefined : index;
  }
  return posts.popular(random);
}

function canSee(
  { members }: Population,
  follows: Follows,
  fan: number,
  post: { author: number; visibility: string },
): boolean {
  const author = members[post.author];
  if (author === undefined || post.author === fan) return false;
  if (post.visibility === 'university' && author.universityId !== members[fan]?.universityId) return false;
  if (post.visibility !== 'followers' && !author.isPrivate) return true;
  return follows.has(fan, post.author);
}
