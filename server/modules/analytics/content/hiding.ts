/** What was counted of one scope: the campus or a university. */
export interface Counted {
  scope: string;
  writers: number;
  posts: number;
  replies: number;
  media: number;
  likers: number;
  likes: number;
}

/** As it is kept; null is hidden. */
export interface Shown {
  scope: string;
  writers: number | null;
  posts: number | null;
  replies: number | null;
  media: number | null;
  likes: number | null;
}

/** Fewer people are a circle of friends: a figure about them is about persons. */
export const SMALL_GROUP = 5;

const isSmall = (people: number): boolean => people > 0 && people < SMALL_GROUP;

/**
 * Scopes whose people are too few, and those that would give them away: what is hidden of the parts is the whole without the
 * others, so that together it must be no small group either.
 */
function hidden(whole: number, parts: readonly { scope: string; people: number }[]): Set<string> {
  const out = new Set(parts.filter(({ people }) => isSmall(people)).map(({ scope }) => scope));
  if (out.size === 0 || isSmall(whole)) return out;
  const others = parts
    .filter(({ scope, people }) => people > 0 && !out.has(scope))
    .sort((one, other) => one.people - other.people || (one.scope < other.scope ? -1 : 1));
  let people = parts.reduce((sum, part) => sum + (out.has(part.scope) ? part.people : 0), 0);
  while ((out.size < 2 || people < SMALL_GROUP) && others.length > 0) {
    const next = others.shift();
    if (next === undefined) break;
    out.add(next.scope);
    people += next.people;
  }
  return out;
}

/**
 * Takes out of the figures of one span whatever is about fewer than five people, or lets that be worked out.
 * Where all universities but one are hidden and that one's figure is the whole's less theirs, it is hidden with them.
 *
 * @param whole  of the campus
 * @param parts  of its universities, each member in one of them
 */
export function withoutSmallGroups(whole: Counted, parts: readonly Counted[]): Shown[] {
  const writers = hidden(
    whole.writers,
    parts.map((part) => ({ scope: part.scope, people: part.writers })),
  );
  const likers = hidden(
    whole.likers,
    parts.map((part) => ({ scope: part.scope, people: part.likers })),
  );
  if (isSmall(whole.writers)) writers.add(whole.scope);
  if (isSmall(whole.likers)) likers.add(whole.scope);
  // With one part alone the whole is that part.
  if (parts.filter(({ writers: people }) => people > 0).length === 1 && writers.size > 0)
    writers.add(whole.scope);
  if (parts.filter(({ likers: people }) => people > 0).length === 1 && likers.size > 0)
    likers.add(whole.scope);
  return [whole, ...parts].map(({ scope, ...counts }) => {
    const isHidden = writers.has(scope);
    return {
      scope,
      writers: isHidden ? null : counts.writers,
      posts: isHidden ? null : counts.posts,
      replies: isHidden ? null : counts.replies,
      media: isHidden ? null : counts.media,
      likes: likers.has(scope) ? null : counts.likes,
    };
  });
}
