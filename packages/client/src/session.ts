import { clock } from './clock.ts';

/** The session cookies of a browser: HttpOnly ones for the tokens, readable ones for what scripts need. */
const CSRF = ['__Host-cl_csrf', 'cl_csrf'];
const SESSION = 'cl_session';
/**
 * A token with less time left is renewed. It is more than the minute before the expiry at which a socket
 * changes its token; otherwise the socket would get the old token again and again.
 */
const RENEW_BEFORE_MS = 90_000;
/** A token that was renewed this recently is good, whatever the clocks say. This prevents renewal loops. */
const RENEWED_RECENTLY_MS = 60_000;

// This module also runs outside a browser: neither global is required.
const browser = globalThis as {
  document?: { cookie: string };
  navigator?: { locks?: { request<T>(name: string, work: () => Promise<T>): Promise<T> } };
};

function cookie(name: string): string | undefined {
  const found = browser.document?.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

const csrfCookie = (): string | undefined => CSRF.map(cookie).find((value) => value !== undefined);

/**
 * The CSRF token of the session that this page works in: that of its first request, or of its own sign-in. The token is derived from
 * the session. So the server refuses what a page writes after another tab has signed in as somebody else.
 */
let ownToken: string | undefined;

/** The CSRF token of this page's session. */
export const csrfToken = (): string | undefined => ownToken ?? csrfCookie();

/** Whether the browser is still signed in with this page's session. Another tab may have ended or replaced it. */
export function isOwnSession(): boolean {
  const now = csrfCookie();
  ownToken ??= now;
  return ownToken === now;
}

/** This page has signed in or out itself. */
export function adoptSession(): void {
  ownToken = csrfCookie();
}

/** Whether this browser has a session, possibly with an expired access token. */
export const hasSession = (): boolean => cookie(SESSION) !== undefined;

const expiresAt = (): number => Number(cookie(SESSION) ?? 0);
let renewedAt = Number.NEGATIVE_INFINITY;

/** Whether the access token expires soon. If the server's time is unknown, the server's answer decides. */
export const isStale = (): boolean =>
  hasSession() &&
  clock.isSynced &&
  clock.steady() - renewedAt >= RENEWED_RECENTLY_MS &&
  expiresAt() - clock.now() < RENEW_BEFORE_MS;

/**
 * Renews the access token, once for all tabs: a refresh token works once, and a second use ends the session.
 * @returns whether there is a valid access token now
 */
export async function renew(refresh: () => Promise<boolean>): Promise<boolean> {
  const before = expiresAt();
  const work = async () => {
    const isGood = expiresAt() > before || (await refresh()); // another tab may have renewed it
    if (isGood) renewedAt = clock.steady();
    return isGood;
  };
  const locks = browser.navigator?.locks;
  return locks ? locks.request('chitlaq-renew', work) : work();
}
