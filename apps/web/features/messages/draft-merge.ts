/** A draft on the server; empty content means that there is none. */
export interface SavedDraft {
  content: string;
  /** Increases with every saved, cleared or sent draft; 0 if there has been none. */
  version: number;
}

/**
 * Merges the local draft with the server's. No text is lost: if both changed, both stay, the local text first so that
 * the caret keeps its place.
 * @param typed  the local text
 * @param lastKnown  the server's draft that the local text started from
 */
export function mergeDraft(typed: string, lastKnown: SavedDraft | undefined, saved: SavedDraft): string {
  if (typed === (lastKnown?.content ?? '')) return saved.content;
  if (lastKnown && lastKnown.version >= saved.version) return typed;
  const [local, remote] = [typed.trim(), saved.content.trim()];
  // Keep the local text if the server's is unchanged, empty (sent or cleared elsewhere), or contained in it.
  if (remote === lastKnown?.content.trim() || local.includes(remote)) return typed;
  if (remote.includes(local)) return saved.content;
  return `${typed}\n\n${saved.content}`;
}
