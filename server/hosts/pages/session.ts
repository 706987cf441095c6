import type { IncomingHttpHeaders } from 'node:http';

/** The cookie that marks a session; it is set and cleared with the session's tokens and proves nothing. */
const SESSION = /(?:^|;\s*)cl_session=[^;\s]/;

/** Whether the browser says that somebody is signed in. The API decides whether that holds. */
export const hasSessionCookie = ({ cookie = '' }: IncomingHttpHeaders): boolean => SESSION.test(cookie);

/**
 * Members start at home instead of the landing page. Home leads to the sign-in page if the session has ended, and never back here.
 * @returns the headers of the redirect; undefined for another path, and for visitors
 */
export function memberStart(path: string, headers: IncomingHttpHeaders): Record<string, string> | undefined {
  if (path !== '/' || headers.rsc !== undefined || !hasSessionCookie(headers)) return undefined;
  return { location: '/home', 'cache-control': 'private, no-store', vary: 'cookie' };
}
