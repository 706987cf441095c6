'use client';

import { useEffect } from 'react';
import { withTitleCount } from '../../lib/title-count.ts';

/** Navigators that can show a number on the icon of the installed app. */
interface BadgeNavigator {
  setAppBadge?: (count: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

/** Shows the number of unread things in the title of the tab and on the icon of the installed app. Renders nothing. */
export function UnreadCountHost({ count }: { count: number }) {
  useEffect(() => {
    const show = () => {
      const title = withTitleCount(document.title, count);
      if (title !== document.title) document.title = title;
    };
    show();
    // Each page sets its own title.
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
  useEffect(() => {
    const badges = navigator as BadgeNavigator;
    const shown = count > 0 ? badges.setAppBadge?.(count) : badges.clearAppBadge?.();
    shown?.catch(() => undefined); // the browser knows no installed app
  }, [count]);
  useEffect(
    () => () => {
      document.title = withTitleCount(document.title, 0);
      (navigator as BadgeNavigator).clearAppBadge?.().catch(() => undefined);
    },
    [],
  );
  return null;
}
