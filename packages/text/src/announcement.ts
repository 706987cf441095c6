/** Characters that an announcement may have. */
export const ANNOUNCEMENT_LIMITS = { title: 120, text: 1000, link: 500 } as const;

/** Announcements that a member is shown at once. */
export const SHOWN_ANNOUNCEMENTS = 3;

/** Whether an announcement may lead there: a page of this campus, as a path, or an address with https and without a password. */
export function isAnnouncementLink(link: string): boolean {
  // A browser reads a backslash as a slash, and drops tabs and line ends.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(link)) return false;
  if (link.startsWith('/')) return !link.startsWith('//');
  if (!/^https:\/\/[^/]/i.test(link)) return false;
  try {
    const { hostname, username, password } = new URL(link);
    return hostname.includes('.') && username === '' && password === '';
  } catch {
    return false;
  }
}

/** The announcements to show of those that are live: important ones first, then the newest. */
export const shownAnnouncements = <Item extends { level: string; startsAt: string }>(
  live: readonly Item[],
): Item[] =>
  [...live]
    .sort(
      (a, b) =>
        Number(b.level === 'important') - Number(a.level === 'important') ||
        b.startsAt.localeCompare(a.startsAt),
    )
    .slice(0, SHOWN_ANNOUNCEMENTS);
