'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, IconButton, ProgressBar, toast } from '@chitlaq/ui';
import { X } from 'lucide-react';

import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { useChangeWelcome } from './use-welcome.ts';

/** How far the member has come with the welcome, to continue it or to dismiss it with undo. */
export function WelcomeCard({ welcome: { passed, remaining } }: { welcome: Schemas['Welcome'] }) {
  const t = useTranslations('feed.welcome');
  const problemText = useProblemText();
  const changeWelcome = useChangeWelcome();
  const set = (isFinished: boolean) =>
    changeWelcome({ isFinished }).then(
      () => true,
      (error) => {
        toast({ message: problemText(error), tone: 'danger' });
        return false;
      },
    );
  const dismiss = async () => {
    if (await set(true))
      toast({ message: t('dismissed'), action: { label: t('undo'), run: () => void set(false) } });
  };
  const total = passed.length + remaining.length;
  return (
    <section aria-labelledby="welcome" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-32">
        <h2 id="welcome" className="font-medium">
          {t('title')}
        </h2>
        <ProgressBar
          label={t('progress', { passed: passed.length, total })}
          value={passed.length}
          max={total}
          className="mt-1"
        />
      </div>
      <Button size="sm" variant="primary" asChild>
        <PrefetchLink href={paths.welcome()}>{t('resume')}</PrefetchLink>
      </Button>
      <IconButton label={t('dismiss')} tone="muted" className="-mr-3" onClick={() => void dismiss()}>
        <X aria-hidden="true" />
      </IconButton>
    </section>
  );
}
