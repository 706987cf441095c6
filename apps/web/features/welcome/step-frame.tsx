'use client';

import { Button, IconButton, ProgressBar } from '@chitlaq/ui';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';

/** Where a step leads. */
export interface StepNavigation {
  /** From 1. */
  place: number;
  total: number;
  /** Undefined on the first step. */
  back: (() => void) | undefined;
  /** The step is finished or skipped: to the next one, or home after the last. */
  pass: () => void;
  /** Leaves the welcome; a card at home leads back. */
  leave: () => void;
}

/**
 * One step: progress and "later" above, the content, and the buttons at the bottom of the screen, whatever the content's
 * height. The heading gets the focus.
 */
export function StepFrame({
  navigation: { place, total, back, pass, leave },
  title,
  lead,
  onNext = pass,
  isPending = false,
  canSkip = true,
  children,
}: {
  navigation: StepNavigation;
  title: string;
  lead: string;
  /** Saves and passes; by default it only passes. */
  onNext?: () => void;
  isPending?: boolean;
  /** False once the member has done what the step asks. */
  canSkip?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('welcome');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <form
      noValidate
      className="mx-auto flex min-h-dvh max-w-[30rem] flex-col tablet:my-10 tablet:min-h-[36rem] tablet:rounded-card tablet:border tablet:border-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onNext();
      }}
    >
      <header className="sticky top-0 z-10 flex min-h-15 items-center gap-2 rounded-card bg-paper px-4 py-2">
        {back ? (
          <IconButton label={t('back')} className="-ml-3" onClick={back}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        ) : null}
        <ProgressBar
          label={t('progress', { place, total })}
          value={place}
          max={total}
          valueText={t('progress', { place, total })}
          labelHidden
          className="flex-1"
        />
        <span aria-hidden="true" className="shrink-0 text-muted text-sm tabular-nums">
          {place}/{total}
        </span>
        <Button variant="quiet" size="sm" className="-mr-3" aria-label={t('laterLabel')} onClick={leave}>
          {t('later')}
        </Button>
      </header>
      <main id="content" className="flex-1 px-4 pt-3 pb-6">
        <h1
          ref={heading}
          tabIndex={-1}
          className="text-balance break-words font-bold text-2xl leading-tight outline-none"
        >
          {title}
        </h1>
        <p className="mt-1.5 text-pretty text-muted">{lead}</p>
        <div className="mt-5 grid gap-4">{children}</div>
      </main>
      <footer
        data-uncovered=""
        className="sticky bottom-0 z-10 flex gap-3 border-line border-t bg-paper tablet:rounded-b-card px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]"
      >
        {canSkip ? (
          <Button variant="quiet" onClick={pass}>
            {t('skip')}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" className="flex-1" pending={isPending}>
          {place === total ? t('finish') : t('next')}
        </Button>
      </footer>
    </form>
  );
}
