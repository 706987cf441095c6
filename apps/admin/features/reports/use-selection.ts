import { useRef, useState } from 'react';

/**
 * Chosen ids of a list.
 * @param shown  all that can be chosen, in their order; what is not shown any more is not chosen either
 * @param most  how many can be chosen
 */
export function useSelection(shown: readonly string[], most: number) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const selected = shown.filter((id) => chosen.has(id));
  const set = (ids: readonly string[]) => setChosen(new Set(ids.slice(0, most)));
  /** @param isRange  all from the last one on, as with the shift key */
  const toggle = (id: string, isRange: boolean) => {
    const [from, to] = [shown.indexOf(last.current ?? ''), shown.indexOf(id)].sort((a, b) => a - b);
    const isIn = chosen.has(id);
    const range = isRange && from !== undefined && from >= 0 ? shown.slice(from, (to ?? 0) + 1) : [id];
    last.current = id;
    set(isIn ? selected.filter((one) => !range.includes(one)) : [...new Set([...selected, ...range])]);
  };
  return { selected, toggle, all: (ids: readonly string[] = shown) => set(ids), none: () => set([]) };
}
