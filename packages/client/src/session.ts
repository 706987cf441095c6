/** How a browser keeps its session: HttpOnly cookies for the tokens, readable ones for what a script must know. */
const CSRF = ['__Host-cl_csrf', 'cl_csrf'];
const SESSION = 'cl_session';
/** Renewed a little early, so that a request does not run out on its way. */
const EARLY_MS = 20_000;

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
export const isStale = (now = Date.now()): boolean => hasSession() && expiresAt() - now < EARLY_MS;

/**
 * Renews the access token, once for all tabs: a refresh token works one time only, and a second use ends the session.
 * @returns whether there is a good access token now
 */
export async function renew(refresh: () => Promise<boolean>): Promise<boolean> {
  const before = expiresAt();
  const work = async () => (expiresAt() > before ? true : refresh()); // another tab was faster
  const locks = browser.navigator?.locks;
  return locks ? locks.request('chitlaq-renew', work) : work();
}
