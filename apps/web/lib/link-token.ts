/** Reads a parameter of a URL's query. Tolerates what link rewriters of email programs add. */
export function queryValue(search: string, name: string): string | null {
  // Some write the escaped & of the email's markup into the URL: `&amp;token=…`.
  const query = new URLSearchParams(search.replaceAll('&amp;', '&'));
  return query.getAll(name).find((value) => value !== '') ?? query.get(name);
}

/** A token consists of letters, digits, - and _; anything after it is ignored. */
const leadingToken = (text: string): string => /^[\w-]+/.exec(text.trim())?.[0] ?? '';

/** The token of an emailed link; null if there is none. */
export const tokenFromQuery = (search: string): string | null => {
  const value = queryValue(search, 'token');
  return value === null ? null : leadingToken(value);
};

/** The token in a URL's fragment; empty if there is none. */
export const tokenFromHash = (hash: string): string => leadingToken(hash.slice(1));
