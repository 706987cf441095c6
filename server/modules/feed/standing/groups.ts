/** Somebody who takes part in something, and what they count. */
export interface Voter {
  id: string;
  /** From 0 to 1. */
  voice: number;
  /** Followers, weighed. */
  followers: number;
}

/** One member has followed, liked, passed on, answered or quoted another. */
export interface Tie {
  giver: string;
  receiver: string;
  /** What the giver counts among the receiver's followers where they follow them, otherwise 0. */
  follow: number;
}

/** What is known of the ties among voters. */
export interface Ties {
  /** By giver, then by receiver: what the one counts among the other's followers. */
  given: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The voices of the whole campus together. */
  campus: number;
}

export function indexTies(rows: readonly Tie[], campus: number): Ties {
  const given = new Map<string, Map<string, number>>();
  for (const { giver, receiver, follow } of rows) {
    const known = given.get(giver);
    if (known === undefined) given.set(giver, new Map([[receiver, follow]]));
    else known.set(receiver, follow);
  }
  return { given, campus };
}

/** Who belongs together, by place among the voters. */
interface Groups {
  /** The number of the circle of each voter. A circle's members praise one another, directly or around. */
  circles: readonly number[];
  /** The number of the circle that leads the group of each circle: its own where it praises nobody outside. */
  leaders: readonly number[];
}

/**
 * Circles, and groups of them: who praises another circle joins the group of one of these, and of no other. So praise that nobody
 * answers moves its giver alone: it makes no group of those who receive it.
 * @param given  by place: the places of whom each voter praises
 */
function groupsOf(voters: readonly Voter[], given: readonly (readonly number[])[]): Groups {
  const circles = circlesOf(given);
  const strength = circles.reduce<number[]>((sums, repostsByPost, index) => {
    sums[repostsByPost] = (sums[repostsByPost] ?? 0) + (voters[index]?.voice ?? 0);
    return sums;
  }, []);
  const joined = strength.map((_sum, repostsByPost) => repostsByPost);
  for (const [index, receivers] of given.entries()) {
    const own = circles[index] ?? 0;
    for (const receiver of receivers) {
      const other = circles[receiver] ?? 0;
      const chosen = joined[own] ?? own;
      const isStronger = (strength[other] ?? 0) > (strength[chosen] ?? 0);
      if (other !== own && (chosen === own || isStronger)) joined[own] = other;
    }
  }
  // A circle's number is above those of the circles that it praises.
  const leaders: number[] = [];
  for (const [repostsByPost, other] of joined.entries())
    leaders[repostsByPost] = leaders[other] ?? repostsByPost;
  return { circles, leaders };
}

/** The number of the circle of each place: its strongly connected component (Tarjan, 1972), those that it leads to before it. */
function circlesOf(given: readonly (readonly number[])[]): number[] {
  const circles = given.map(() => -1);
  const found = given.map(() => -1);
  const lowest = given.map(() => -1);
  const open: number[] = [];
  let count = 0;
  let repostsByPost = 0;
  for (const start of given.keys()) {
    if (found[start] !== -1) continue;
    const path = [{ index: start, next: 0 }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { index } = step;
      if (step.next === 0) {
        found[index] = lowest[index] = count++;
        open.push(index);
      }
      const receiver = given[index]?.[step.next++];
      if (receiver !== undefined) {
        if (found[receiver] === -1) path.push({ index: receiver, next: 0 });
        else if (circles[receiver] === -1) lower(lowest, index, found[receiver]);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) lower(lowest, before.index, lowest[index]);
      if (lowest[index] !== found[index]) continue;
      let member: number | undefined;
      do {
        member = open.pop();
        if (member !== undefined) circles[member] = repostsByPost;
      } while (member !== undefined && member !== index);
      repostsByPost += 1;
    }
  }
  return circles;
}

function lower(values: number[], index: number, value = 0): void {
  values[index] = Math.min(values[index] ?? 0, value);
}

/**
 * What each voter counts beside the others. Voters with ties among themselves form a group. Within a group each counts by the
 * share of recognition that comes from outside it; without any, the second counts a quarter, the third a ninth and so on. So a closed group
 * of any size counts less than 1.65 times its best voice.
 *
 * Only praise that is answered, directly or around, counts as praise from inside, and a weak voice counts as little as it is beside a
 * strong one: nobody can make others count less by praising them. Who praises without an answer stands behind those whom they praise.
 *
 * A group that is nearly the whole campus has no outside: then all count in full.
 *
 * Pure. Cost: grows with the ties of the voters, not with the pairs of them.
 * @returns voices in the order of the voters, none above what it was
 */
export function discountGroups(voters: readonly Voter[], { given, campus }: Ties): number[] {
  const indexById = new Map(voters.map(({ id }, index) => [id, index]));
  const ties = voters.flatMap(({ id }, giver) =>
    [...(given.get(id) ?? [])].flatMap(([receiverId, follow]) => {
      const receiver = indexById.get(receiverId);
      return receiver === undefined || receiver === giver ? [] : [{ giver, receiver, follow }];
    }),
  );
  const voices = voters.map(({ voice }) => voice);
  if (ties.length === 0) return voices;
  const receivers = voters.map((): number[] => []);
  for (const { giver, receiver } of ties) receivers[giver]?.push(receiver);
  const { circles, leaders } = groupsOf(voters, receivers);
  const leaderOf = (index: number): number => leaders[circles[index] ?? 0] ?? 0;
  const voiceAt = (index: number): number => voters[index]?.voice ?? 0;
  const insiders = voters.map(() => 0);
  const insideFollows = voters.map(() => 0);
  for (const { giver, receiver, follow } of ties) {
    if (leaderOf(giver) !== leaderOf(receiver)) continue;
    insideFollows[receiver] = (insideFollows[receiver] ?? 0) + follow;
    if (circles[giver] !== circles[receiver]) continue;
    const weight = voiceAt(giver) >= voiceAt(receiver) ? 1 : voiceAt(giver) / voiceAt(receiver);
    insiders[receiver] = (insiders[receiver] ?? 0) + weight;
  }
  const groups = new Map<number, number[]>();
  for (const index of voters.keys()) {
    const leader = leaderOf(index);
    const others = groups.get(leader);
    if (others === undefined) groups.set(leader, [index]);
    else others.push(index);
  }
  for (const [leader, group] of groups) {
    if (group.length === 1) continue;
    const sum = group.reduce((total, index) => total + voiceAt(index), 0);
    const share = campus <= 0 ? 0 : Math.min(1, sum / campus);
    const openness = (index: number): number => {
      const inside = insiders[index] ?? 0;
      const outside = Math.max(0, (voters[index]?.followers ?? 0) - (insideFollows[index] ?? 0));
      // Compared with what chance would give: the outside is smaller where the group is a large part of the campus.
      const expected = 1 - share;
      const observed = outside / Math.max(1, outside + inside);
      return Math.max(share ** 4, expected === 0 ? 1 : Math.min(1, observed / expected));
    };
    group
      .map((index) => ({
        place: index,
        voice: voiceAt(index),
        open: openness(index),
        leads: circles[index] === leader,
      }))
      .sort(
        (a, other) => Number(other.leads) - Number(a.leads) || other.voice - a.voice || a.place - other.place,
      )
      .forEach(({ place: index, voice, open }, rank) => {
        voices[index] = voice * Math.max(open, 1 / (rank + 1) ** 2);
      });
  }
  return voices;
}
