import type { Browser } from 'playwright-core';
import { load, openPhone } from './phone.ts';

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

/** The first load of each screen, once; prints a line for each. */
export async function measureScreens(browser: Browser, url: string): Promise<void> {
  console.log('screen: script, all over the wire; LCP; CLS');
  for (const [name, path] of Object.entries(await screens(url))) {
    const context = await openPhone(browser, url);
    const { loaded } = await load(context, url + path, 'main');
    console.log(
      `  ${name.padEnd(14)} ${(loaded.script / 1000).toFixed(0)} kB, ${(loaded.all / 1000).toFixed(0)} kB; ${loaded.lcp.toFixed(0)} ms; ${loaded.cls.toFixed(3)}`,
    );
    await context.close();
  }
}
