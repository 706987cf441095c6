/** Keys that the server takes for a campus. */
const MAX_KEYS = 5;

/** Reads what a campus publishes at `/.well-known/chitlaq`. @returns undefined if the text is something else */
export function readDescription(text: string): { origin: string; publicKeys: string[] } | undefined {
  try {
    const { origin, archiveKeys } = JSON.parse(text) as { origin: unknown; archiveKeys: unknown };
    if (typeof origin !== 'string' || !Array.isArray(archiveKeys)) return undefined;
    const publicKeys = archiveKeys
      .map((key: { publicKey?: unknown } | null) => key?.publicKey)
      .filter((key) => typeof key === 'string')
      .slice(0, MAX_KEYS);
    return publicKeys.length === 0 ? undefined : { origin, publicKeys };
  } catch {
    return undefined;
  }
}
