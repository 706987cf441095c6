/** A participant of a post or hashtag, with their weight. */
export interface Voter {
  id: string;
  /** Weight of the vote, from 0 to 1. */
  weight: number;
  /** Number of followers, weighted. */
  followers: number;
}

/** One member has followed, liked, reposted, answered or quoted another: an endorsement. */
export interface Tie {
  giver: string;
  receiver: string;
  /** If the giver follows the receiver, the giver's weight among the receiver's followers; otherwise 0. */
  follow: number;
}

/** The ties among voters. */
export interface Ties {
  /** By giver, then by receiver: the giver's weight among the receiver's followers. */
  given: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The sum of the standing of all members. */
  campus: number;
}

/** @param campus  the sum of the standing of all members */
export function indexTies(rows: readonly Tie[], campus: number): Ties {
  const given = new Map<string, Map<string, number>>();
  for (const { giver, receiver, follow } of rows) {
    const known = given.get(giver);
    if (known === undefined) given.set(giver, new Map([[receiver, follow]]));
    else known.set(receiver, follow);
  }
  return { given, campus };
}

/** The groups of the voters, by index. */
interface Groups {
  /** The component of each voter. Its members endorse each other, directly or along a cycle. */
  components: readonly number[];
  /** The component that leads the group of each component: its own if it endorses nobody outside. */
  leaders: readonly number[];
}

/**
 * Finds components, and groups of them. A component that endorses others joins the group of exactly one of
 * these. So a one-sided endorsement only moves its giver: it does not group its receivers.
 * @param given  by index: the indices of those whom each voter endorses
 */
function groupsOf(voters: readonly Voter[], given: readonly (readonly number[])[]): Groups {
  const components = componentsOf(given);
  const strength = components.reduce<number[]>((sums, component, index) => {
    sums[component] = (sums[component] ?? 0) + (voters[index]?.weight ?? 0);
    return sums;
  }, []);
  const joined = strength.map((_sum, component) => component);
  for (const [index, receivers] of given.entries()) {
    const own = components[index] ?? 0;
    for (const receiver of receivers) {
      const other = components[receiver] ?? 0;
      const chosen = joined[own] ?? own;
      const isStronger = (strength[other] ?? 0) > (strength[chosen] ?? 0);
      if (other !== own && (chosen === own || isStronger)) joined[own] = other;
    }
  }
  // A component's number is greater than those of the components that it endorses.
  const leaders: number[] = [];
  for (const [component, other] of joined.entries()) leaders[component] = leaders[other] ?? component;
  return { components, leaders };
}

/** The number of each voter's strongly connected component (Tarjan, 1972), in reverse topological order. */
function componentsOf(given: readonly (readonly number[])[]): number[] {
  const components = given.map(() => -1);
  const found = given.map(() => -1);
  const lowest = given.map(() => -1);
  const open: number[] = [];
  let count = 0;
  let component = 0;
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
        else if (components[receiver] === -1) lower(lowest, index, found[receiver]);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before !== undefined) lower(lowest, before.index, lowest[index]);
      if (lowest[index] !== found[index]) continue;
      let member: number | undefined;
      do {
        member = open.pop();
        if (member !== undefined) components[member] = component;
      } while (member !== undefined && member !== index);
      component += 1;
    }
  }
  return components;
}

function lower(values: number[], index: number, value = 0): void {
  values[index] = Math.min(values[index] ?? 0, value);
}

/**
 * Reduces the votes of closed groups. Voters who are connected form a group. Inside a group each vote is
 * multiplied by the share of the voter's recognition that comes from outside; without any, the second voter
 * counts a quarter, the third a ninth and so on. So a closed group of any size counts less than 1.65 times
 * its strongest vote.
 *
 * Only mutual endorsements, directly or along a cycle, count as coming from inside, and a weak vote takes
 * little from a strong one: nobody can make others count less by endorsing them. A voter whose endorsements
 * are one-sided ranks behind those whom they endorse.
 *
 * A group that is almost the whole campus has no outside and counts in full.
 *
 * Pure. Cost: linear in the ties of the voters, not in their pairs.
 * @returns weights in the order of the voters, never above the input
 */
export function discountGroups(voters: readonly Voter[], { given, campus }: Ties): number[] {
  const indexById = new Map(voters.map(({ id }, index) => [id, index]));
  const ties = voters.flatMap(({ id }, giver) =>
    [...(given.get(id) ?? [])].flatMap(([receiverId, follow]) => {
      const receiver = indexById.get(receiverId);
      return receiver === undefined || receiver === giver ? [] : [{ giver, receiver, follow }];
    }),
  );
  const weights = voters.map(({ weight }) => weight);
  if (ties.length === 0) return weights;
  const receivers = voters.map((): number[] => []);
  for (const { giver, receiver } of ties) receivers[giver]?.push(receiver);
  const { components, leaders } = groupsOf(voters, receivers);
  const leaderOf = (index: number): number => leaders[components[index] ?? 0] ?? 0;
  const weightAt = (index: number): number => voters[index]?.weight ?? 0;
  const insiders = voters.map(() => 0);
  const insideFollows = voters.map(() => 0);
  for (const { giver, receiver, follow } of ties) {
    if (leaderOf(giver) !== leaderOf(receiver)) continue;
    insideFollows[receiver] = (insideFollows[receiver] ?? 0) + follow;
    if (components[giver] !== components[receiver]) continue;
    const ratio = weightAt(giver) >= weightAt(receiver) ? 1 : weightAt(giver) / weightAt(receiver);
    insiders[receiver] = (insiders[receiver] ?? 0) + ratio;
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
    const sum = group.reduce((total, index) => total + weightAt(index), 0);
    const share = campus <= 0 ? 0 : Math.min(1, sum / campus);
    const openness = (index: number): number => {
      const inside = insiders[index] ?? 0;
      const outside = Math.max(0, (voters[index]?.followers ?? 0) - (insideFollows[index] ?? 0));
      // Compared with a random distribution: the outside is smaller if the group is a large part of the
      // campus.
      const expected = 1 - share;
      const observed = outside / Math.max(1, outside + inside);
      return Math.max(share ** 4, expected === 0 ? 1 : Math.min(1, observed / expected));
    };
    group
      .map((index) => ({
        index,
        weight: weightAt(index),
        open: openness(index),
        leads: components[index] === leader,
      }))
      .sort(
        (a, other) =>
          Number(other.leads) - Number(a.leads) || other.weight - a.weight || a.index - other.index,
      )
      .forEach(({ index, weight, open }, rank) => {
        weights[index] = weight * Math.max(open, 1 / (rank + 1) ** 2);
      });
  }
  return weights;
}
