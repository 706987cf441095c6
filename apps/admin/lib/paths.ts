const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};

/** Every address of the administration, below `/admin`. */
export const paths = {
  overview: '/',
  universities: '/universities',
  university: (id: string) => `/universities/${id}`,
  members: (filter: { university?: string; status?: string; role?: string } = {}) =>
    withQuery('/members', filter),
  member: (id: string) => `/members/${id}`,
  reports: '/reports',
  hashtags: '/hashtags',
  figures: '/figures',
  log: (filter: { actor?: string; subject?: string; type?: string } = {}) => withQuery('/log', filter),
};

/** Addresses of the members' app, which has the same origin: for plain links. */
export const webPaths = {
  home: '/home',
  twoFactor: '/settings/security',
  member: (username: string) => `/u/${username}`,
  post: (id: string) => `/post/${id}`,
  hashtag: (tag: string) => `/hashtags/${encodeURIComponent(tag)}`,
};
