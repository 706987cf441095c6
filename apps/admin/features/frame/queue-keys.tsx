'use client';

import { isTyping, Kbd, Sheet } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const currentCase = () => document.activeElement?.closest<HTMLElement>('[data-case]');

function moveFocus(by: 1 | -1): void {
  const cases = [...document.querySelectorAll<HTMLElement>('[data-case]')];
  const current = cases.findIndex((element) => element.contains(document.activeElement));
  const next = cases[current === -1 ? 0 : current + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

const press = (action: string) =>
  currentCase()?.querySelector<HTMLElement>(`[data-action=${action}]`)?.click();

/**
 * The keys of a queue, and the dialog that lists them. An entry has `data-case`, and what a key presses in it `data-action`.
 * @param actions  by key: the name of the action, and what it does in words; must be the same at each render
 */
export function QueueKeys({
  actions,
}: {
  actions: readonly { key: string; action: string; label: string }[];
}) {
  const t = useTranslations('shell.keys');
  const tShell = useTranslations('shell');
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const actionOfKey = actions.map(({ key, action }) => `${key}=${action}`).join(' ');
  useEffect(() => {
    const actionOf = new Map(actionOfKey.split(' ').map((pair) => pair.split('=') as [string, string]));
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      const action = actionOf.get(event.key);
      const acts: Record<string, () => void> = {
        j: () => moveFocus(1),
        k: () => moveFocus(-1),
        '?': () => setIsHelpOpen(true),
      };
      const act = action === undefined ? acts[event.key] : () => press(action);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [actionOfKey]);
  const listed = [
    { keys: ['j', 'k'], label: t('next') },
    ...actions.map(({ key, label }) => ({ keys: [key], label })),
    { keys: ['?'], label: t('help') },
  ];
  return (
    <Sheet open={isHelpOpen} onOpenChange={setIsHelpOpen} title={t('title')} closeLabel={tShell('close')}>
      <dl className="grid gap-3">
        {listed.map(({ keys, label }) => (
          <div key={label} className="flex items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd className="flex gap-1">
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
