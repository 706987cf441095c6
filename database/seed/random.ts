/** Random numbers that are the same for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    /** In [0, 1). */
    next,
    /** An integer in [0, limit). */
    below,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item, // never of an empty list
    /** A rank in [0, limit) where small ones are far likelier: exponent 1 is uniform, 3 is steep. */
    skewed: (limit: number, exponent: number): number => Math.floor(limit * next() ** exponent),
    /**
     * A rank in [0, limit) by Zipf's law: the first is drawn about twice as often as the second, and ten times as often as the
     * tenth.
     */
    zipf: (limit: number): number => Math.min(limit - 1, Math.floor((limit + 1) ** next()) - 1),
    /** Normally distributed around 0 with standard deviation 1 (Box and Muller). */
    gauss: (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    /** A shuffled copy. */
    shuffled: <Item>(items: readonly Item[]): Item[] => {
      const mixed = [...items];
      for (let last = mixed.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [mixed[last], mixed[other]] = [mixed[other] as Item, mixed[last] as Item]; // both in range
      }
      return mixed;
    },
    hex: (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}
export type Random = ReturnType<typeof randomFrom>;

/** A UUIDv7 of a time with bits of the seeded generator, so that the same seed makes the same ids. */
export function idFrom(random: Random, milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, '0');
  const word = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const bits = word() + word() + word();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${'89ab'[random.below(4)]}${bits.slice(4, 7)}-${bits.slice(8, 20)}`;
}
