'use client';

import { isolate } from '@chitlaq/text';
import { Banner, Button, Card } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Timestamp } from '../frame/timestamp.tsx';
import { useViewer } from '../frame/viewer.tsx';
import type { MailStatus } from './types.ts';

const tones = { sent: 'good', refused: 'danger', failed: 'danger' } as const;

/** Sends an email to the viewer, and shows what the mail server answered. */
export function TestEmail({ status }: { status: MailStatus }) {
  const t = useTranslations('mail');
  const format = useFormatter();
  const queries = useQueryClient();
  const submission = useSubmit();
  const { user } = useViewer();
  const { testEmail, server } = status;
  const send = async () => {
    if (await submission.run(() => api.post('/admin/mail/test-emails')))
      await queries.invalidateQueries({ queryKey: ['mail'] });
  };
  const isPending = testEmail?.outcome === null;
  return (
    <Card>
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-medium">{t('test.title')}</h2>
          <p className="break-words text-muted text-sm">
            {t('test.lead', { email: isolate(user.email ?? '') })}
          </p>
        </div>
        <Button onClick={() => void send()} pending={submission.isPending}>
          {t('test.send')}
        </Button>
      </div>
      {submission.problem ? (
        <Banner className="mt-3" tone="danger" title={submission.problem} live="assertive" />
      ) : null}
      <div role="status" className="mt-3">
        {isPending ? <p className="text-muted">{t('test.pending')}</p> : null}
        {testEmail?.outcome ? (
          <Banner
            tone={tones[testEmail.outcome]}
            title={
              testEmail.reason === null
                ? t(`test.outcomes.${testEmail.outcome}`)
                : `${t(`test.outcomes.${testEmail.outcome}`)}: ${t(`answers.reasons.${testEmail.reason}.title`)}`
            }
          >
            {testEmail.answer ? (
              <p className="break-words font-mono text-sm">
                <bdi>{testEmail.answer}</bdi>
              </p>
            ) : null}
            {server === null ? <p>{t('test.file')}</p> : null}
            {testEmail.reason === null ? null : <p>{t(`answers.reasons.${testEmail.reason}.todo`)}</p>}
            <p className="text-sm">
              {t.rich('test.took', {
                seconds: format.number((testEmail.tookMs ?? 0) / 1_000, { maximumFractionDigits: 2 }),
                time: () => <Timestamp at={testEmail.requestedAt} relative />,
              })}
            </p>
          </Banner>
        ) : null}
      </div>
    </Card>
  );
}
