/**
 * A URL, or undefined if it is none. Not by `URL.canParse`: in Node 20, once it is compiled, it refuses each URL with a letter such as
 * ü that is not escaped. `URL.parse` is newer than Node 20.
 * @param base  for relative references
 */
export function parseUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
