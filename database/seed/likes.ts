import type { SeedMember, SeedPost, SeedReaction } from './campus.ts';
import { idFrom, type Random } from './random.ts';

/** What the likes of a made campus are drawn from, noted while it is made. */
export interface Liked {
  members: readonly SeedMember[];
  /** By rank of the follower: ranks of those followed. */
  followees: readonly Uint32Array[];
  posts: PostShelf;
}

/** Posts by author and by hashtag, in a form that a million of them fit into. */
export class PostShelf {
  private readonly rankOf: ReadonlyMap<string, number>;
  private readonly ids: string[] = [];
  private readonly authors: number[] = [];
  private readonly times: number[] = [];
  private readonly visibilities: string[] = [];
  private readonly byAuthor = new Map<number, number[]>();
  private readonly byTag = new Map<string, number[]>();

  constructor(members: readonly SeedMember[]) {
    this.rankOf = new Map(members.map(({ id }, rank) => [id, rank]));
  }

  /** Notes posts on their way elsewhere. */
  *noting(posts: Iterable<SeedPost>): Generator<SeedPost> {
    for (const post of posts) {
      const author = this.rankOf.get(post.authorId) ?? 0; // every author is a member
      const index = this.ids.push(post.id) - 1;
      this.authors.push(author);
      this.times.push(post.createdAt.getTime());
      this.visibilities.push(post.visibility);
      shelve(this.byAuthor, author, index);
      const tag = /#(\S+)$/.exec(post.content)?.[1];
      if (tag !== undefined) shelve(this.byTag, tag, index);
      yield post;
    }
  }

  get tags(): string[] {
    return [...this.byTag.keys()];
  }

  /** One of an author's posts; the first of each author's shelf are liked far more than the rest. */
  ofAuthor(random: Random, author: number): number | undefined {
    return drawn(random, this.byAuthor.get(author), 2);
  }

  withTag(random: Random, tag: string): number | undefined {
    return drawn(random, this.byTag.get(tag), 3);
  }

  /** What the whole campus talks about: few posts get most of it. */
  popular(random: Random): number {
    // Popular posts lie all over the time, not at its beginning; 7,919 is prime.
    return (random.skewed(this.ids.length, 4) * 7_919) % this.ids.length;
  }

  at(index: number): { id: string; author: number; time: number; visibility: string } {
    return {
      id: this.ids[index] ?? '',
      author: this.authors[index] ?? 0,
      time: this.times[index] ?? 0,
      visibility: this.visibilities[index] ?? 'followers',
    };
  }
}

function shelve<Key>(shelf: Map<Key, number[]>, key: Key, index: number): void {
  const held = shelf.get(key);
  if (held === undefined) shelf.set(key, [index]);
  else held.push(index);
}

const drawn = (random: Random, shelf: number[] | undefined, exponent: number): number | undefined =>
  shelf?.[random.skewed(shelf.length, exponent)];

/**
 * Likes of a made campus: of ten, about six go to those one follows, two to posts under three hashtags that one keeps to,
 * and two to what is popular everywhere. Few members like much. Nobody likes what they may not see, or their own.
 * @param count  as many, but for the few that draw the same post too often
 */
export function* makeLikes(
  random: Random,
  campus: Liked,
  count: number,
  now: number,
): Generator<SeedReaction> {
  const { members, posts } = campus;
  const tags = posts.tags;
  const eagerness = members.map(() => 0.2 + random.next() ** 3 * 4);
  const total = eagerness.reduce((sum, one) => sum + one, 0);
  let made = 0;
  let due = 0;
  for (const [fan, member] of members.entries()) {
    due += ((eagerness[fan] ?? 0) / total) * count;
    const followees = campus.followees[fan] ?? new Uint32Array();
    const favourites = Array.from({ length: 3 }, () => (tags.length === 0 ? '' : random.pick(tags)));
    const wanted = Math.round(due) - made;
    const liked = new Set<number>();
    for (let tries = 0; liked.size < wanted && tries < wanted * 6; tries++) {
      const draw = random.next();
      const index =
        draw < 0.6 && followees.length > 0
          ? posts.ofAuthor(random, followees[random.skewed(followees.length, 1.5)] ?? 0)
          : draw < 0.8
            ? posts.withTag(random, random.pick(favourites))
            : posts.popular(random);
      if (index === undefined || liked.has(index) || !maySee(campus, fan, posts.at(index))) continue;
      liked.add(index);
    }
    made += liked.size;
    for (const index of liked) {
      const { id, time } = posts.at(index);
      // Most within hours, some much later.
      const at = time + 1_000 + Math.floor((now - time - 1_000) * random.next() ** 6);
      yield { postId: id, userId: member.id, id: idFrom(random, Math.max(at, time + 1)) };
    }
  }
}

function maySee(
  { members, followees }: Liked,
  fan: number,
  post: { author: number; visibility: string },
): boolean {
  const author = members[post.author];
  if (author === undefined || post.author === fan) return false;
  if (post.visibility === 'university' && author.universityId !== members[fan]?.universityId) return false;
  if (post.visibility !== 'followers' && !author.isPrivate) return true;
  return followees[fan]?.includes(post.author) ?? false;
}
