import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LIFETIME_MS = 15 * MINUTE_MS;

/** A browser with a session and a wrong date, talking to a server with the right time. */
async function setUp(wrongBy: number) {
  vi.resetModules();
  const began = Date.now();
  let offset = wrongBy;
  const truth = () => began + performance.now() - start;
  const start = performance.now();
  vi.setSystemTime(began + wrongBy);
  const requestedPaths: string[] = [];
  let session = truth() + LIFETIME_MS;
  const store = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  });
  vi.stubGlobal('document', {
    get cookie() {
      return `cl_session=${session}`;
    },
  });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (url: string) => {
    requestedPaths.push(url.replace('/api/v1', ''));
    const headers = { date: new Date(truth()).toUTCString(), 'content-type': 'application/problem+json' };
    if (url.endsWith('/auth/refresh')) session = truth() + LIFETIME_MS;
    else if (session <= truth())
      return new Response(JSON.stringify({ code: 'token_expired', status: 401 }), { status: 401, headers });
    return new Response('{}', { headers });
  });
  const { createApi } = await import('./api.ts');
  const api = createApi({ baseUrl: '', mode: 'cookie' });
  return {
    ask: () => api.get('/conversations/unread'),
    refreshes: () => requestedPaths.filter((path) => path === '/auth/refresh').length,
    asked: requestedPaths,
    /** Changes the date, not the passing of time. */
    setDate(by: number) {
      offset += by;
      vi.setSystemTime(truth() + offset);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.for([14 * MINUTE_MS, 15 * MINUTE_MS, 25 * HOUR_MS, -3 * HOUR_MS, -400 * 24 * HOUR_MS])(
  'a page that is open for 20 seconds does not renew a good token if its date is wrong by %i ms',
  async (wrongBy) => {
    const page = await setUp(wrongBy);
    for (let second = 0; second < 20; second += 1) {
      await page.ask();
      vi.advanceTimersByTime(1_000);
    }
    expect(page.refreshes()).toBe(0);
    expect(page.asked).toHaveLength(20);
  },
);

test.for([0, 14 * MINUTE_MS, 25 * HOUR_MS, -3 * HOUR_MS])(
  'it renews the token once in its lifetime, before it expires, if its date is wrong by %i ms',
  async (wrongBy) => {
    const page = await setUp(wrongBy);
    for (let minute = 0; minute < 15; minute += 1) {
      await page.ask();
      vi.advanceTimersByTime(MINUTE_MS - 1_500);
      await page.ask();
      vi.advanceTimersByTime(1_500);
    }
    await page.ask();
    expect(page.refreshes()).toBe(1);
  },
);

test('a socket that asks for a token one minute before its expiry gets a new one', async () => {
  const page = await setUp(0);
  await page.ask();
  vi.advanceTimersByTime(14 * MINUTE_MS);
  await page.ask();
  expect(page.refreshes()).toBe(1);
});

test('changing the date while the page is open costs one renewal at most', async () => {
  const page = await setUp(0);
  await page.ask();
  for (const by of [14 * MINUTE_MS + 50_000, 25 * HOUR_MS, -30 * HOUR_MS]) {
    page.setDate(by);
    for (let second = 0; second < 10; second += 1) {
      await page.ask();
      vi.advanceTimersByTime(1_000);
    }
  }
  expect(page.refreshes()).toBeLessThanOrEqual(1);
});

/** A page in a browser that is signed in as somebody by its cookies, with what was sent. */
async function openPage() {
  vi.resetModules();
  const browser = { member: 'can' as string | undefined };
  const sent: { path: string; csrf: string | undefined }[] = [];
  /** Runs while a request is on its way. */
  let meanwhile = () => {};
  vi.stubGlobal('document', {
    get cookie() {
      return browser.member === undefined
        ? ''
        : `cl_session=${Date.now() + HOUR_MS}; cl_csrf=${browser.member}`;
    },
  });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string> }) => {
    sent.push({ path: url.replace('/api/v1', ''), csrf: init.headers['x-csrf-token'] });
    meanwhile();
    return new Response('{}');
  });
  const { createApi } = await import('./api.ts');
  let ends = 0;
  const api = createApi({ baseUrl: '', mode: 'cookie', onSignedOut: () => ends++ });
  return {
    browser,
    sent,
    api,
    ends: () => ends,
    during(work: () => void) {
      meanwhile = work;
    },
  };
}
const like = { path: { id: '1' } };

test.for(['bora', undefined])(
  'after another tab has signed out (and in as %s), a page sends nothing more',
  async (member) => {
    const page = await openPage();
    await page.api.get('/conversations/unread');
    page.browser.member = member;
    await expect(page.api.put('/posts/{id}/like', like)).rejects.toMatchObject({ code: 'session_ended' });
    await expect(page.api.get('/conversations/unread')).rejects.toMatchObject({ code: 'session_ended' });
    expect(page.sent).toHaveLength(1);
    expect(page.ends()).toBe(2);
  },
);

test('a page that learns of another sign-in while it asks returns nothing of it, and writes with its own token', async () => {
  const page = await openPage();
  await page.api.get('/conversations/unread');
  page.during(() => {
    page.browser.member = 'bora';
  });
  await expect(page.api.get('/conversations/unread')).rejects.toMatchObject({ code: 'session_ended' });
  page.browser.member = 'can';
  await expect(page.api.put('/posts/{id}/like', like)).rejects.toMatchObject({ code: 'session_ended' });
  expect(page.sent.at(-1)?.csrf).toBe('can');
  expect(page.ends()).toBe(2);
});

test('a page that signs out and in itself goes on in the new session', async () => {
  const page = await openPage();
  await page.api.get('/conversations/unread');
  page.during(() => {
    page.browser.member = undefined;
  });
  await page.api.post('/auth/logout');
  page.during(() => {
    page.browser.member = 'bora';
  });
  await page.api.post('/auth/login', { body: { identifier: 'bora', password: 'x' } });
  page.during(() => {});
  await page.api.put('/posts/{id}/like', like);
  expect(page.sent.at(-1)?.csrf).toBe('bora');
  expect(page.ends()).toBe(0);
});

test('after each request it says whether the server answered: a refusal is an answer, a proxy’s error is none', async () => {
  await setUp(0);
  const outcomes: boolean[] = [];
  const { createApi } = await import('./api.ts');
  const onOutcome = (hasAnswered: boolean) => outcomes.push(hasAnswered);
  const api = createApi({ baseUrl: '', mode: 'bearer', onOutcome });
  const ask = (answer: () => Promise<Response>, signal?: AbortSignal) => {
    vi.stubGlobal('fetch', answer);
    return api.get('/conversations/unread', signal ? { signal } : {}).catch(() => undefined);
  };
  for (const status of [200, 404, 429, 500, 502, 503, 504])
    await ask(async () => new Response('{}', { status }));
  const fail = () => Promise.reject(new TypeError('Failed to fetch'));
  await ask(fail);
  await ask(fail, AbortSignal.abort());
  expect(outcomes).toEqual([true, true, true, true, false, false, false, false]);
});
