import type { Groups } from './schemas.ts';

/** A group of fewer people says too much about each of them. */
export const FEWEST_PEOPLE = 5;

export interface Group {
  name: string | null;
  nameTr: string | null;
  hits: number;
  people: Set<string>;
}

/**
 * Groups without those of fewer than five people. Whoever knows the sum must not be able to subtract either: if those that are left out
 * are fewer than five people together, the next smallest group is left out as well.
 */
export function publishable(groups: ReadonlyMap<string, Group>): Groups {
  const bySize = [...groups].sort(([, a], [, b]) => b.people.size - a.people.size);
  const hidden = new Set<string>();
  let shown = bySize.length;
  const hide = () => {
    shown -= 1;
    for (const person of bySize[shown]![1].people) hidden.add(person);
  };
  while (shown > 0 && bySize[shown - 1]![1].people.size < FEWEST_PEOPLE) hide();
  while (shown > 0 && shown < bySize.length && hidden.size < FEWEST_PEOPLE) hide();
  return {
    items: bySize
      .slice(0, shown)
      .map(([key, { name, nameTr, hits, people }]) => ({ key, name, nameTr, hits, people: people.size }))
      .sort((a, b) => b.hits - a.hits || a.key.localeCompare(b.key, 'en')),
    hiddenGroups: bySize.length - shown,
  };
}
