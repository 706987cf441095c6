'use client';

import { useServerNow } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Badge, Banner, Button, Card } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Timestamp } from '../frame/timestamp.tsx';
import { CopyButton } from './copy-button.tsx';
import type { MailStatus, SenderLine } from './types.ts';

/** A check takes some seconds once a worker has it. */
const PATIENCE_MS = 30_000;
const tones = { fine: 'good', attention: 'warn', missing: 'danger', unknown: 'plain' } as const;

/** The DNS records by which receivers judge the sender, with what is wrong and what to add. */
export function SenderCheck({ status }: { status: MailStatus }) {
  const t = useTranslations('mail.sender');
  const queries = useQueryClient();
  const submission = useSubmit();
  const now = useServerNow();
  const { requestedAt, checkedAt, lines } = status.senderCheck;
  const isPending = requestedAt !== null && (checkedAt === null || checkedAt < requestedAt);
  const isLate = isPending && now.getTime() - Date.parse(requestedAt) > PATIENCE_MS;
  const check = async () => {
    if (await submission.run(() => api.post('/admin/mail/sender-checks')))
      await queries.invalidateQueries({ queryKey: ['mail'] });
  };
  return (
    <Card>
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-medium">{t('title')}</h2>
          <p className="break-words text-muted text-sm">{t('lead', { sender: isolate(status.sender) })}</p>
        </div>
        <Button onClick={() => void check()} pending={submission.isPending || (isPending && !isLate)}>
          {t('check')}
        </Button>
      </div>
      {submission.problem ? (
        <Banner className="mt-3" tone="danger" title={submission.problem} live="assertive" />
      ) : null}
      <p className="mt-2 text-muted text-sm" role="status">
        {isLate
          ? t('waitsForWorker')
          : isPending
            ? t('checking')
            : checkedAt === null
              ? t('never')
              : t.rich('checkedAt', { time: () => <Timestamp at={checkedAt} relative /> })}
      </p>
      {lines.length > 0 ? (
        <ul className="mt-3 divide-y divide-line">
          {lines.map((line) => (
            <Line key={line.name} line={line} />
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

function Line({ line: { name, at, state, code, found, record } }: { line: SenderLine }) {
  const t = useTranslations('mail.sender');
  const title = t(`names.${name}`);
  return (
    <li className="grid gap-1.5 py-3 *:min-w-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">{title}</h3>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {at === null ? null : <code className="break-all text-muted text-sm">{at}</code>}
      </div>
      <p className="max-w-3xl text-pretty">{t(`codes.${code}`)}</p>
      {found === null ? null : (
        <p className="break-all text-sm">
          <span className="text-muted">{t('found')}: </span>
          <code>
            <bdi>{found}</bdi>
          </code>
        </p>
      )}
      {record === null ? null : (
        <div className="grid gap-2 rounded-control bg-wash px-3 py-2 *:min-w-0">
          <p className="text-muted text-sm">{t('add')}</p>
          <p className="break-all font-mono text-sm">
            {record.name} {record.type} {record.value}
          </p>
          <div>
            <CopyButton text={record.value} label={t('copy')} about={title} />
          </div>
        </div>
      )}
    </li>
  );
}
