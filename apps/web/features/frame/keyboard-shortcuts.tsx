'use client';

import { isTyping, Kbd, Sheet } from '@chitlaq/ui';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import type { EarlyKeys } from './early-keys.ts';

const CHORD_MS = 1_000;
const SHORTCUTS = [
  [['j', 'k'], 'nextPrevious'],
  [['l'], 'like'],
  [['b'], 'bookmark'],
  [['r'], 'reply'],
  [['n'], 'compose'],
  [['z'], 'undo'],
  [['/'], 'search'],
  [['g', 'h'], 'goHome'],
  [['g', 'e'], 'goExplore'],
  [['g', 'm'], 'goMessages'],
  [['g', 'p'], 'goProfile'],
  [['g', 'd'], 'goDrafts'],
  [['g', 's'], 'goSettings'],
  [['?'], 'help'],
  [['Esc'], 'close'],
] as const;

/** Focuses the next or previous post or conversation on the page. */
function moveFocus(by: 1 | -1): void {
  const posts = [...document.querySelectorAll<HTMLElement>('article[data-post], a[data-conversation]')];
  const current = posts.findIndex((post) => post.contains(document.activeElement));
  const next = posts[current === -1 ? 0 : current + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Clicks an action of the focused post. */
const pressAction = (action: string) =>
  document.activeElement?.closest('article')?.querySelector<HTMLElement>(`[data-action=${action}]`)?.click();

/** Global keyboard shortcuts, and the dialog that lists them. */
export function KeyboardShortcuts({
  onCompose,
  username,
  earlyKeys,
}: {
  onCompose: () => void;
  username: string;
  earlyKeys: EarlyKeys;
}) {
  const t = useTranslations('shell');
  const router = useRouter();
  const [isHelpOpen, setIsHelpOpen] = useState(false);

  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role=dialog]')) return;
      const isInChord = performance.now() < chordUntil;
      chordUntil = 0;
      const goTo = {
        h: paths.home,
        e: paths.explore,
        m: paths.messages(),
        p: paths.member(username),
        d: paths.drafts,
        s: paths.settings,
      }[event.key];
      if (isInChord && goTo) return router.push(goTo);
      const handlers: Record<string, () => void> = {
        g: () => {
          chordUntil = performance.now() + CHORD_MS;
        },
        j: () => moveFocus(1),
        k: () => moveFocus(-1),
        n: () => {
          // A page may have something of its own to write.
          const own = document.querySelector<HTMLElement>('[data-compose]');
          // Nobody who writes under a pseudonym should find themselves writing under their name.
          if (!own) return location.pathname.startsWith(paths.boards) ? undefined : onCompose();
          own.focus();
          own.click();
        },
        '/': () => router.push(paths.search()),
        l: () => pressAction('like'),
        b: () => pressAction('bookmark'),
        r: () => pressAction('reply'),
        '?': () => setIsHelpOpen(true),
      };
      const handler = handlers[event.key];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKey);
    const pressed = earlyKeys.current ?? [];
    earlyKeys.current = null;
    for (const event of pressed) onKey(event);
    return () => window.removeEventListener('keydown', onKey);
  }, [onCompose, router, username, earlyKeys]);

  return (
    <Sheet
      open={isHelpOpen}
      onOpenChange={setIsHelpOpen}
      title={t('shortcuts.title')}
      closeLabel={t('close')}
    >
      <dl className="grid gap-3">
        {SHORTCUTS.map(([keys, name]) => (
          <div key={name} className="flex items-center gap-3">
            <dt>{t(`shortcuts.${name}`)}</dt>
            <dd className="ml-auto flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
