import { expect, test } from 'vitest';
import { isAnnouncementLink, shownAnnouncements } from './announcement.ts';

test.for([
  '/help',
  '/u/ogrenci_isleri?tab=1#x',
  'https://www.bogazici.edu.tr/kayit',
  'HTTPS://example.edu.tr',
])('leads to %s', (link) => expect(isAnnouncementLink(link)).toBe(true));

test.for([
  '',
  'help',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/a\u202eb',
  'http://example.edu.tr',
  'javascript:alert(1)',
  'https:example.edu.tr',
  'https:///evil.example',
  'https://ogrenci:sifre@example.edu.tr',
  'https://localhost',
  'https://',
  ' https://example.edu.tr',
])('does not lead to %j', (link) => expect(isAnnouncementLink(link)).toBe(false));

test('important ones come first, then the newest, and three at most', () => {
  const at = (level: string, day: number) => ({ level, startsAt: `2026-11-0${day}T00:00:00.000Z` });
  const live = [at('information', 4), at('important', 1), at('information', 5), at('important', 2)];
  expect(shownAnnouncements(live)).toEqual([at('important', 2), at('important', 1), at('information', 5)]);
});
