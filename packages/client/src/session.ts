import { clock } from './clock.ts';

/** How a browser keeps its session: HttpOnly cookies for the tokens, readable ones for what a script must know. */
const CSRF = ['__Host-cl_csrf', 'cl_csrf'];
const SESSION = 'cl_session';
/**
 * A token with less left is renewed. More than the minute before its end at which a socket moves to a new token: otherwise the
 * socket would come back with the old one, again and again.
 */
const RENEW_BEFORE_MS = 90_000;
/** A token that was renewed so recently is good, whatever the clocks say: they must not make a storm. */
const RENEWED_RECENTLY_MS = 60_000;

// Also read by programs that run outside a browser: neither global is taken for granted.
const browser = globalThis as {
  document?: { cookie: string };
  navigator?: { locks?: { request<T>(name: string, work: () => Promise<T>): Promise<T> } };
};

function cookie(name: string): string | undefined {
  const found = browser.document?.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

export const csrfToken = (): string | undefined => CSRF.map(cookie).find((value) => value !== undefined);

/** Whether this browser holds a session, perhaps with an access token that has run out. */
export const hasSession = (): boolean => cookie(SESSION) !== undefined;

const expiresAt = (): number => Number(cookie(SESSION) ?? 0);
let renewedAt = Number.NEGATIVE_INFINITY;

/** Whether the access token runs out soon. Where the server's time is not known yet, the server's answer tells. */
export const isStale = (): boolean =>
  hasSession() &&
  clock.isSynced &&
  clock.steady() - renewedAt >= RENEWED_RECENTLY_MS &&
  expiresAt() - clock.now() < RENEW_BEFORE_MS;

/**
 * Renews the access token, once for all tabs: a refresh token works one time only, and a second use ends the session.
 * @returns whether there is a good access token now
 */
export async function renew(refresh: () => Promise<boolean>): Promise<boolean> {
  const before = expiresAt();
  const work = async () => {
    const isGood = expiresAt() > before || (await refresh()); // another tab may have been faster
    if (isGood) renewedAt = clock.steady();
    return isGood;
  };
  const locks = browser.navigator?.locks;
  return locks ? locks.request('chitlaq-renew', work) : work();
}
