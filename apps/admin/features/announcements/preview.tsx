'use client';

import { Banner, Prose } from '@chitlaq/ui';
import { Megaphone } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { ManagedAnnouncement } from './types.ts';

type Content = Pick<ManagedAnnouncement, 'titleTr' | 'textTr' | 'titleEn' | 'textEn' | 'link' | 'level'>;

/** What members read, in each language of the interface: one without a text of its own shows the other's. */
export function Preview({ content }: { content: Content }) {
  const t = useTranslations('announcements.preview');
  const { titleTr, textTr, titleEn, textEn, link, level } = content;
  const tr = { lang: 'tr', title: titleTr.trim(), text: textTr.trim() };
  const en = { lang: 'en', title: titleEn.trim(), text: textEn.trim() };
  const isImportant = level === 'important';
  return (
    <div className="grid grid-cols-1 gap-3 desktop:grid-cols-2">
      {[
        { language: 'tr' as const, shown: tr.title ? tr : en },
        { language: 'en' as const, shown: en.title ? en : tr },
      ].map(({ language, shown }) => (
        <div key={language} className="grid min-w-0 grid-cols-1 content-start gap-1.5">
          <h3 className="text-muted text-sm">{t(language)}</h3>
          <Banner
            tone={isImportant ? 'warn' : 'info'}
            {...(isImportant ? {} : { icon: <Megaphone className="size-5" /> })}
            title={
              <span lang={shown.lang} dir="auto" className="block break-words">
                {shown.title || t('noTitle')}
              </span>
            }
          >
            {shown.text ? <Prose lang={shown.lang}>{shown.text}</Prose> : null}
            {link ? (
              <p dir="ltr" className="mt-1 break-all text-sm">
                {link}
              </p>
            ) : null}
          </Banner>
        </div>
      ))}
    </div>
  );
}
