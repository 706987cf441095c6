import type { SeedPost } from './campus.ts';
import type { Random } from './random.ts';

const VISIBILITIES = ['public', 'university', 'followers'] as const;
const ID_BYTES = 16;
/** This many posts that are neighbours in time compete for the same readers. */
const NEIGHBOURS = 24;

/** The generated posts while likes are drawn: about 60 bytes each, including ids. */
export class PostIndex {
  /** Posts added so far. */
  count = 0;
  private readonly ids: Buffer;
  private readonly authors: Uint32Array;
  private readonly times: Float64Array;
  private readonly visibilities: Uint8Array;
  /** Its topic, a community, or −1. */
  private readonly topics: Int16Array;
  /** Quality: which of an author's posts is liked more. Stored nowhere else. */
  private readonly qualities: Float32Array;
  private readonly byAuthor = new Map<number, number[]>();
  private readonly byTopic = new Map<number, number[]>();
  private readonly byDay = new Map<number, number[]>();
  private days: number[][] = [];

  constructor(capacity: number) {
    this.ids = Buffer.alloc(capacity * ID_BYTES);
    this.authors = new Uint32Array(capacity);
    this.times = new Float64Array(capacity);
    this.visibilities = new Uint8Array(capacity);
    this.topics = new Int16Array(capacity);
    this.qualities = new Float32Array(capacity);
  }

  register(
    post: SeedPost,
    { author, topic, quality }: { author: number; topic: number; quality: number },
  ): void {
    const index = this.count++;
    this.ids.write(post.id.replaceAll('-', ''), index * ID_BYTES, 'hex');
    this.authors[index] = author;
    this.times[index] = post.createdAt.getTime();
    this.visibilities[index] = VISIBILITIES.indexOf(post.visibility as (typeof VISIBILITIES)[number]);
    this.topics[index] = topic;
    this.qualities[index] = quality;
    // Replies are liked by the author's followers, and by members who come across them.
    addToGroup(this.byAuthor, author, index);
    if (post.replyToId !== null) return;
    if (topic >= 0) addToGroup(this.byTopic, topic, index);
    addToGroup(this.byDay, Math.floor(post.createdAt.getTime() / 86_400_000), index);
  }

  /** Sorts each day's posts by popularity. @param fameOf  of an author */
  sortDays(fameOf: (author: number) => number): void {
    const weight = (index: number) =>
      Math.sqrt(fameOf(this.authors[index] ?? 0)) * (this.qualities[index] ?? 0) ** 2;
    this.days = [...this.byDay.values()];
    for (const posts of this.days) {
      const weights = new Map(posts.map((index) => [index, weight(index)]));
      posts.sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
    }
  }

  ofAuthor(random: Random, author: number): number | undefined {
    return this.pickBetter(random, this.byAuthor.get(author), 2);
  }

  withTopic(random: Random, topic: number): number | undefined {
    return this.pickBetter(random, this.byTopic.get(topic), NEIGHBOURS);
  }

  /** A popular post of some day: few posts get most of the attention. */
  popular(random: Random): number | undefined {
    const day = random.pick(this.days);
    return day?.[random.zipf(day.length)];
  }

  idOf(index: number): string {
    const hex = this.ids.toString('hex', index * ID_BYTES, (index + 1) * ID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  at(index: number): { author: number; time: number; visibility: string; topic: number } {
    return {
      author: this.authors[index] ?? 0,
      time: this.times[index] ?? 0,
      visibility: VISIBILITIES[this.visibilities[index] ?? 2] ?? 'followers',
      topic: this.topics[index] ?? -1,
    };
  }

  /** Picks a random post of a group, then the best of some next to it. */
  private pickBetter(
    random: Random,
    group: readonly number[] | undefined,
    neighbours: number,
  ): number | undefined {
    if (group === undefined) return undefined;
    const from = random.below(group.length);
    let best = group[from] ?? 0;
    const until = Math.min(group.length, from + 1 + random.below(neighbours));
    for (let position = from + 1; position < until; position++) {
      const index = group[position] ?? best;
      if ((this.qualities[index] ?? 0) > (this.qualities[best] ?? 0)) best = index;
    }
    return best;
  }
}

function addToGroup<Key>(group: Map<Key, number[]>, key: Key, index: number): void {
  const existing = group.get(key);
  if (existing === undefined) group.set(key, [index]);
  else existing.push(index);
}
