'use client';

import { LEGAL_DOCUMENTS } from '@chitlaq/text';
import { cn } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { paths } from '../lib/paths.ts';

/** Links to the campus's texts and to what moderation did. Plain ones: they work on pages without scripts, and load nothing ahead. */
export function LegalLinks({ className }: { className?: string }) {
  const t = useTranslations('shell');
  return (
    <nav aria-label={t('legalLinks')} className={cn('text-muted text-sm', className)}>
      <ul className="flex flex-wrap gap-x-5">
        {LEGAL_DOCUMENTS.map((document) => (
          <li key={document}>
            <a className="inline-flex min-h-11 items-center hover:underline" href={paths.legal(document)}>
              {t(`legal.${document}`)}
            </a>
          </li>
        ))}
        <li>
          <a className="inline-flex min-h-11 items-center hover:underline" href={paths.transparency}>
            {t('transparency')}
          </a>
        </li>
      </ul>
    </nav>
  );
}
