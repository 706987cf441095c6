'use client';

import { Badge, Card } from '@chitlaq/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Timestamp } from '../frame/timestamp.tsx';
import { CopyButton } from './copy-button.tsx';
import type { Answer, MailStatus } from './types.ts';

/** What mail servers answered instead of accepting, in plain words, with what to do. */
export function Answers({ status }: { status: MailStatus }) {
  const t = useTranslations('mail.answers');
  return (
    <Card>
      <h2 className="font-medium">{t('title')}</h2>
      <p className="mb-3 text-muted text-sm">{t('lead')}</p>
      {status.answers.length === 0 ? (
        <p>{t('empty')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {status.answers.map((answer) => (
            <AnswerItem
              key={`${answer.code} ${answer.enhanced} ${answer.text}`}
              answer={answer}
              status={status}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

function AnswerItem({ answer, status }: { answer: Answer; status: MailStatus }) {
  const t = useTranslations('mail.answers');
  const format = useFormatter();
  const { reason, isRefusal, count, domains, text, lastAt } = answer;
  const title = t(`reasons.${reason}.title`);
  const askKey = `reasons.${reason}.ask` as Parameters<typeof t>[0];
  // What only we can mend is nothing to ask others.
  const ask = t.has(askKey) ? t(askKey) : undefined;
  const letter = () =>
    t('letter', {
      sender: status.sender,
      domains: domains.length > 0 ? domains.join(', ') : t('yourDomain'),
      time: format.dateTime(new Date(lastAt), { dateStyle: 'medium', timeStyle: 'short' }),
      answer: text,
      question: ask ?? '',
      server: status.server ?? '',
    });
  return (
    <li className="grid gap-2 py-3 *:min-w-0 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium">{title}</h3>
        <Badge tone={isRefusal ? 'danger' : 'warn'}>{t(isRefusal ? 'refusal' : 'delay')}</Badge>
        <span className="text-muted text-sm">
          {count === null ? t('few') : t('count', { count })}
          {' · '}
          {t.rich('last', { time: () => <Timestamp at={lastAt} relative /> })}
        </span>
      </div>
      <p className="break-words rounded-control bg-wash px-3 py-2 font-mono text-sm">
        <bdi>{text}</bdi>
      </p>
      {domains.length > 0 ? <p className="break-words text-muted text-sm">{domains.join(', ')}</p> : null}
      <p className="max-w-3xl text-pretty">{t(`reasons.${reason}.meaning`)}</p>
      <p className="max-w-3xl text-pretty">
        <span className="font-medium">{t('todo')}:</span> {t(`reasons.${reason}.todo`)}
      </p>
      {ask === undefined ? null : (
        <>
          <p className="max-w-3xl text-pretty">
            <span className="font-medium">{t('ask')}:</span> {ask}
          </p>
          <div>
            <CopyButton text={letter()} label={t('copyAsk')} about={title} />
          </div>
        </>
      )}
    </li>
  );
}
