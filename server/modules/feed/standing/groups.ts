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
  /** 1 where the giver follows the receiver, otherwise 0. */
  follow: number;
}

/** What is known of the ties among voters. */
export interface Ties {
  /** By giver, then by receiver: 1 where the one follows the other, otherwise 0. */
  given: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The voices of the whole campus together. */
  campus: number;
}

export function tiesOf(rows: readonly Tie[], campus: number): Ties {
  const given = new Map<string, Map<string, number>>();
  for (const { giver, receiver, follow } of rows) {
    const known = given.get(giver);
    if (known === undefined) given.set(giver, new Map([[receiver, follow]]));
    else known.set(receiver, follow);
  }
  return { given, campus };
}

/**
 * What each voter counts beside the others. Voters with ties among themselves form a group. Within a group each counts by the
 * share of recognition that comes from outside it; without any, the second counts a quarter, the third a ninth and so on. So a closed group
 * of any size counts less than 1.65 times its best voice.
 *
 * A group that is nearly the whole campus has no outside: then all count in full.
 *
 * Pure. Cost: grows with the ties of the voters, not with the pairs of them.
 * @returns voices in the order of the voters, none above what it was
 */
export function voicesIn(voters: readonly Voter[], { given, campus }: Ties): number[] {
  const places = new Map(voters.map(({ id }, place) => [id, place]));
  const parents = voters.map((_voter, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[place] = root;
    return root;
  };
  const insiders = voters.map(() => 0);
  const insideFollows = voters.map(() => 0);
  for (const [place, { id }] of voters.entries()) {
    for (const [receiver, follow] of given.get(id) ?? []) {
      const other = places.get(receiver);
      if (other === undefined || other === place) continue;
      insiders[other] = (insiders[other] ?? 0) + 1;
      insideFollows[other] = (insideFollows[other] ?? 0) + follow;
      parents[rootOf(place)] = rootOf(other);
    }
  }
  const groups = new Map<number, number[]>();
  for (const place of voters.keys()) {
    const root = rootOf(place);
    const others = groups.get(root);
    if (others === undefined) groups.set(root, [place]);
    else others.push(place);
  }
  const voices = voters.map(({ voice }) => voice);
  const voiceAt = (place: number): number => voters[place]?.voice ?? 0;
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const sum = group.reduce((total, place) => total + voiceAt(place), 0);
    const share = campus <= 0 ? 0 : Math.min(1, sum / campus);
    const openOf = (place: number): number => {
      const inside = insiders[place] ?? 0;
      const outside = Math.max(0, (voters[place]?.followers ?? 0) - (insideFollows[place] ?? 0));
      // Compared with what chance would give: the outside is smaller where the group is a large part of the campus.
      const expected = 1 - share;
      const observed = outside / Math.max(1, outside + inside);
      return Math.max(share ** 4, expected === 0 ? 1 : Math.min(1, observed / expected));
    };
    group
      .map((place) => ({ place, voice: voiceAt(place), open: openOf(place) }))
      .sort((one, other) => other.voice - one.voice || one.place - other.place)
      .forEach(({ place, voice, open }, rank) => {
        voices[place] = voice * Math.max(open, 1 / (rank + 1) ** 2);
      });
  }
  return voices;
}
