const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};

/** Paths of the admin app, relative to `/admin`. */
export const paths = {
  overview: '/',
  universities: '/universities',
  acceptedCampuses: '/accepted-campuses',
  university: (id: string) => `/universities/${id}`,
  members: (filter: { university?: string; status?: string; role?: string } = {}) =>
    withQuery('/members', filter),
  member: (id: string) => `/members/${id}`,
  /** Those who wait for somebody to look at their registration. */
  registrations: '/registrations',
  invitations: '/invitations',
  invitationBatch: (id: string) => `/invitations/${id}`,
  reports: '/reports',
  appeals: '/appeals',
  hashtags: '/hashtags',
  automaticRules: '/automatic-rules',
  automaticRule: (id: string) => `/automatic-rules/${id}`,
  classifier: '/classifier',
  pictures: '/pictures',
  bulkActs: '/bulk-acts',
  bulkAct: (id: string) => `/bulk-acts/${id}`,
  campusRules: '/campus-rules',
  roles: '/roles',
  approvals: '/approvals',
  announcements: '/announcements',
  announcement: (id: string) => `/announcements/${id}`,
  boards: '/boards',
  boardReports: '/boards/reports',
  boardHidden: '/boards/hidden',
  boardOpenings: '/boards/openings',
  boardHolders: '/boards/holders',
  campus: '/campus',
  legal: '/legal',
  legalText: (document: string) => `/legal/${document}`,
  statistics: '/statistics',
  memberStatistics: '/statistics/members',
  moderationStatistics: '/statistics/moderation',
  system: '/system',
  jobs: '/jobs',
  mail: '/mail',
  moderationLog: '/moderation-log',
  log: (filter: { actor?: string; subject?: string; type?: string } = {}) => withQuery('/log', filter),
};

/** Paths of the members' app on the same origin. Use plain links. */
export const webPaths = {
  home: '/home',
  twoFactor: '/settings/security',
  transparency: '/transparency',
  member: (username: string) => `/u/${username}`,
  post: (id: string) => `/post/${id}`,
  boardPost: (boardId: string, threadId: string, id: string) => `/boards/${boardId}/${threadId}#${id}`,
  legal: (document: string) => `/${document}`,
  hashtag: (tag: string) => `/hashtags/${encodeURIComponent(tag)}`,
};
