import type { LegalDocument } from '@chitlaq/text';

/** All paths of the web app. */
export const paths = {
  landing: '/',
  register: '/register',
  verify: '/verify',
  verifyAddress: (email: string) => `/verify?email=${encodeURIComponent(email)}`,
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  forgot: '/forgot',
  reset: (token: string) => `/reset?token=${encodeURIComponent(token)}`,
  status: '/status',
  transparency: '/transparency',
  /** A text of the campus, such as the privacy notice. Use plain links. */
  legal: (document: LegalDocument) => (document === 'safety' ? '/help/safety' : `/${document}`),
  /** The only page of a suspended member. */
  suspended: '/suspended',
  /** The only page of somebody whose registration waits for staff. */
  waiting: '/waiting',
  /** The copy of everything, for those who leave; emails lead here. */
  ownData: '/my-data',
  /** A new member's first steps. @param next  where they lead, instead of home */
  welcome: (next?: string | null) => (next ? `/welcome?next=${encodeURIComponent(next)}` : '/welcome'),
  home: '/home',
  /** Shown by the service worker instead of a page that is not cached. */
  offline: '/offline',
  member: (username: string) => `/u/${username}`,
  followers: (username: string) => `/u/${username}/followers`,
  following: (username: string) => `/u/${username}/following`,
  post: (id: string) => `/post/${id}`,
  postReactions: (id: string, kind: 'likes' | 'reposts' | 'quotes') => `/post/${id}/${kind}`,
  hashtag: (tag: string) => `/hashtags/${encodeURIComponent(tag)}`,
  explore: '/explore',
  trending: '/explore/trending',
  people: '/explore/people',
  /** A search with its filters. */
  search: (q?: string, kind?: 'posts' | 'people', filters: Readonly<Record<string, string>> = {}) => {
    if (!q) return '/search';
    const more = new URLSearchParams({ ...(kind === 'people' ? { kind } : {}), ...filters }).toString();
    return `/search?q=${encodeURIComponent(q)}${more === '' ? '' : `&${more}`}`;
  },
  messages: (folder?: 'inbox' | 'requests' | 'archived') =>
    folder && folder !== 'inbox' ? `/messages?folder=${folder}` : '/messages',
  /** A conversation, optionally at a message. */
  conversation: (id: string, seq?: number) => `/messages/${id}${seq === undefined ? '' : `?at=${seq}`}`,
  /** An invitation to a group; the token is in the fragment. */
  join: '/join',
  bookmarks: '/bookmarks',
  drafts: '/drafts',
  scheduled: '/scheduled',
  followRequests: '/follow-requests',
  notifications: '/notifications',
  announcements: '/announcements',
  boards: '/boards',
  mentions: '/notifications/mentions',
  settings: '/settings',
  settingsPage: (page: string) => `/settings/${page}`,
};

/** Returns a path of this app, or home. Never another site, to prevent open redirects. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return paths.home;
  return next;
}
