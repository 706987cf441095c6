/** A draft as the server keeps it; empty where there is none. */
export interface KeptDraft {
  content: string;
  /** Rises with every draft that is kept, emptied or sent; 0: there has been none. */
  version: number;
}

/**
 * What stands in the field of a device once it knows what the server keeps. Nothing that was typed is lost: where both have gone on,
 * both texts stay, this device's first, so that the caret stays where it is.
 *
 * @param typed  on this device
 * @param known  what this device knew last, and began from
 */
export function settled(typed: string, known: KeptDraft | undefined, kept: KeptDraft): string {
  if (typed === (known?.content ?? '')) return kept.content;
  if (known && known.version >= kept.version) return typed;
  const [mine, theirs] = [typed.trim(), kept.content.trim()];
  // Not touched elsewhere; or sent or emptied there, which is in any text; or the one goes on from the other.
  if (theirs === known?.content.trim() || mine.includes(theirs)) return typed;
  if (theirs.includes(mine)) return kept.content;
  return `${typed}\n\n${kept.content}`;
}
