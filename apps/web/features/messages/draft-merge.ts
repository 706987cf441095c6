/** A draft as the server keeps it; empty where there is none. */
export interface SavedDraft {
  content: string;
  /** Rises with every draft that is kept, emptied or sent; 0: there has been none. */
  version: number;
}

/**
 * What stands in the field of a device once it knows what the server keeps. Nothing that was typed is lost: where both have gone on,
 * both texts stay, this device's first, so that the caret stays where it is.
 *
 * @param typed  on this device
 * @param lastKnown  what this device knew last, and began from
 */
export function mergeDraft(typed: string, lastKnown: SavedDraft | undefined, saved: SavedDraft): string {
  if (typed === (lastKnown?.content ?? '')) return saved.content;
  if (lastKnown && lastKnown.version >= saved.version) return typed;
  const [local, remote] = [typed.trim(), saved.content.trim()];
  // Not touched elsewhere; or sent or emptied there, which is in any text; or the one goes on from the other.
  if (remote === lastKnown?.content.trim() || local.includes(remote)) return typed;
  if (remote.includes(local)) return saved.content;
  return `${typed}\n\n${saved.content}`;
}
