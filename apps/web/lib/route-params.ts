/**
 * Pages with a parameter in their path are prerendered once, with a placeholder in its place; the page server
 * (server/hosts/pages) replaces it. Use as a page's `generateStaticParams`.
 */
export const anyValueOf = (name: string) => () => [{ [name]: `~${name}~` }];

/** A parameter as people read it, for titles. A placeholder becomes the one of the decoded text. */
export const readableParam = (value: string): string =>
  /^~\w+~$/.test(value) ? `${value.slice(0, -1)}.text~` : decodeURIComponent(value);
