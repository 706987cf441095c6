/** A value of an address's query. Whatever else a mail program's link rewriter has added stands beside it and changes nothing. */
export function queryValue(search: string, name: string): string | null {
  // Some write the & of the letter's markup into the address: `&amp;token=…`.
  const query = new URLSearchParams(search.replaceAll('&amp;', '&'));
  return query.getAll(name).find((value) => value !== '') ?? query.get(name);
}

/** A token is letters, digits, - and _; what was written behind it is none of it. */
const leadingToken = (text: string): string => /^[\w-]+/.exec(text.trim())?.[0] ?? '';

/** The token of a mailed link. Null where it has none. */
export const tokenFromQuery = (search: string): string | null => {
  const value = queryValue(search, 'token');
  return value === null ? null : leadingToken(value);
};

/** The token that stands behind the "#" of an address; empty where there is none. */
export const tokenFromHash = (hash: string): string => leadingToken(hash.slice(1));
