'use client';

import { logoPath } from '@chitlaq/text/campus';
import { Banner, Button, Card, TextField } from '@chitlaq/ui';
import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import type { CampusSettings, ChangeSettings } from './types.ts';

/** The logo: uploaded at once, shown to members once the settings are saved. */
export function LogoCard({
  settings: { logoId, logoAlt },
  errors,
  onChange,
}: {
  settings: CampusSettings;
  errors: Record<string, string>;
  onChange: ChangeSettings;
}) {
  const t = useTranslations('campus.logo');
  const tLanguage = useTranslations('campus.language');
  const submission = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const upload = async (file: File) => {
    const form = new FormData();
    form.set('file', file);
    await submission.run(async () => {
      const { id } = await api.post('/admin/campus/logos', { body: form } as never);
      onChange({ logoId: id });
    });
  };
  return (
    <Card className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted text-sm">{t('lead')}</p>
      </div>
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      {errors.logoId ? <Banner tone="danger" title={errors.logoId} live="assertive" /> : null}
      <div className="flex flex-wrap items-center gap-4">
        {logoId === null ? (
          <p className="text-muted">{t('none')}</p>
        ) : (
          <img
            src={logoPath(logoId, 192)}
            alt={t('preview')}
            className="size-24 rounded-card border border-line bg-surface object-contain"
          />
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          hidden
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void upload(file);
            // The same file can be chosen again.
            target.value = '';
          }}
        />
        <Button
          variant="outline"
          icon={<ImageUp aria-hidden="true" className="size-4.5" />}
          pending={submission.isPending}
          onClick={() => input.current?.click()}
        >
          {t(logoId === null ? 'upload' : 'replace')}
        </Button>
        {logoId === null ? null : (
          <Button variant="quiet" onClick={() => onChange({ logoId: null })}>
            {t('remove')}
          </Button>
        )}
      </div>
      {logoId === null ? null : (
        <div className="grid gap-4 tablet:grid-cols-2">
          {(['tr', 'en'] as const).map((language) => (
            <TextField
              key={language}
              label={`${t('alt')} (${tLanguage(language)})`}
              help={language === 'tr' ? t('altHelp') : undefined}
              lang={language}
              value={logoAlt[language]}
              maxLength={200}
              error={errors[`logoAlt.${language}`]}
              onChange={({ target }) => onChange({ logoAlt: { ...logoAlt, [language]: target.value } })}
            />
          ))}
        </div>
      )}
    </Card>
  );
}
