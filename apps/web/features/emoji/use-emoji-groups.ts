'use client';

import { useEffect, useState } from 'react';
import type { Locale } from '../../lib/locale.ts';
import { drawnVersion } from './drawn-version.ts';
import { type EmojiGroup, readGroups } from './emoji.ts';

const loadNames = async (locale: Locale): Promise<readonly string[]> =>
  (await (locale === 'tr' ? import('./data/names.tr.json') : import('./data/names.en.json'))).default;

/**
 * The emoji that this device draws. The names of the other language, by which one can search too, come last.
 * @returns undefined while they load; `failed` without a network
 */
export function useEmojiGroups(locale: Locale): readonly EmojiGroup[] | 'failed' | undefined {
  const [groups, setGroups] = useState<readonly EmojiGroup[] | 'failed'>();
  useEffect(() => {
    let isMounted = true;
    const load = async () => {
      const [{ default: lists }, names] = await Promise.all([import('./data/emoji.json'), loadNames(locale)]);
      const newest = drawnVersion();
      const show = (otherNames: readonly string[]) => {
        const drawn = readGroups(lists, names, otherNames).map(({ slug, emoji }) => ({
          slug,
          emoji: emoji.filter(({ version }) => version <= newest),
        }));
        if (isMounted) setGroups(drawn);
      };
      show([]);
      show(await loadNames(locale === 'tr' ? 'en' : 'tr').catch(() => []));
    };
    load().catch(() => {
      if (isMounted) setGroups('failed');
    });
    return () => {
      isMounted = false;
    };
  }, [locale]);
  return groups;
}
