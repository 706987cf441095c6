'use client';

import { isTyping, Kbd, Sheet } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const KEYS = [
  [['j', 'k'], 'next'],
  [['c'], 'claim'],
  [['e'], 'decide'],
  [['?'], 'help'],
] as const;

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

/** The keys of the queue, and the dialog that lists them. */
export function QueueKeys() {
  const t = useTranslations('reports.keys');
  const tShell = useTranslations('shell');
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return;
      const acts: Record<string, () => void> = {
        j: () => moveFocus(1),
        k: () => moveFocus(-1),
        c: () => press('claim'),
        e: () => press('decide'),
        '?': () => setIsHelpOpen(true),
      };
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Sheet open={isHelpOpen} onOpenChange={setIsHelpOpen} title={t('title')} closeLabel={tShell('close')}>
      <dl className="grid gap-3">
        {KEYS.map(([keys, name]) => (
          <div key={name} className="flex items-center justify-between gap-4">
            <dt>{t(name)}</dt>
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
