import type { Browser } from 'playwright-core';
import { type Loaded, load, median, openPhone } from './phone.ts';

/** Every kind of screen of a member, with content on the demo campus. */
export async function screens(url: string): Promise<Record<string, string>> {
  const signIn = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: 'derya', password: 'kampus-cinari-2026' }),
  });
  const { accessToken } = (await signIn.json()) as { accessToken: string };
  const get = async (path: string) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    return (await response.json()) as {
      items: { id: string; key?: string; name?: string; author?: { username: string } }[];
    };
  };
  const [post] = (await get('feed/explore')).items;
  const [conversation] = (await get('conversations')).items;
  return {
    home: '/home',
    explore: '/explore',
    trending: '/explore/trending',
    search: '/search?q=sinav',
    thread: `/post/${post?.id}`,
    hashtag: '/hashtags/gecekuşağı',
    profile: `/u/${post?.author?.username}`,
    bookmarks: '/bookmarks',
    drafts: '/drafts',
    messages: '/messages',
    conversation: `/messages/${conversation?.id}`,
    notifications: '/notifications',
    settings: '/settings',
  };
}

/** Screens that have a goal. They are loaded several times. */
const GOALS = ['explore', 'messages', 'conversation', 'thread'];
const LOADS = 3;

/** The first load of each screen, once or `LOADS` times; prints a line of medians for each. */
export async function measureScreens(browser: Browser, url: string): Promise<void> {
  console.log('screen: script, all over the wire; LCP; CLS');
  for (const [name, path] of Object.entries(await screens(url))) {
    const hasGoal = GOALS.includes(name);
    const loads: Loaded[] = [];
    for (let turn = 0; turn < (hasGoal ? LOADS : 1); turn++) {
      const context = await openPhone(browser, url);
      loads.push((await load(context, url + path, 'main')).loaded);
      await context.close();
    }
    const of = (figure: keyof Loaded) => median(loads.map((loaded) => loaded[figure]));
    console.log(
      `  ${name.padEnd(14)} ${(of('script') / 1000).toFixed(0)} kB${hasGoal ? ' (goal ≤ 170)' : ''}, ` +
        `${(of('all') / 1000).toFixed(0)} kB; ${of('lcp').toFixed(0)} ms${hasGoal ? ' (goal ≤ 2,000)' : ''}; ${of('cls').toFixed(3)}`,
    );
  }
}
