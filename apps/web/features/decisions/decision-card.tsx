'use client';

import type { Schemas } from '@chitlaq/client';
import { useServerNow } from '@chitlaq/react';
import { Badge, Card, Prose, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { AppealForm } from '../../components/appeal-form.tsx';
import { api } from '../../lib/api.ts';
import { ReceiptCheck } from './receipt-check.tsx';

type Decision = Schemas['OwnDecision'];

/** One decision: what was done, by which rule, why, until when; the appeal and the receipt. */
export function DecisionCard({ decision }: { decision: Decision }) {
  const t = useTranslations('decisions');
  const format = useFormatter();
  const { act, reason, content, appeal } = decision;
  const rule = useRuleText(decision.rule);
  const isEnglish = useLocale() === 'en';
  const notice =
    decision.automaticRule && (isEnglish ? decision.automaticRule.noticeEn : decision.automaticRule.noticeTr);
  return (
    <Card className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-bold text-lg">{t(`acts.${act}`)}</h2>
        {decision.reversedAt === null ? null : <Badge tone="good">{t('reversed')}</Badge>}
        <span className="text-muted text-sm">
          {format.dateTime(new Date(decision.decidedAt), { dateStyle: 'medium', timeStyle: 'short' })}
        </span>
      </div>
      <ActEnd decision={decision} />
      {act === 'post_held' && decision.reversedAt === null ? <p>{t('held')}</p> : null}
      <dl className="grid grid-cols-1 gap-3">
        {rule ? (
          <Fact label={t('rule')}>
            <p className="font-medium">{rule.title}</p>
            <p className="text-muted">{rule.text}</p>
          </Fact>
        ) : null}
        {notice === null ? null : (
          <Fact label={t('automaticRule')}>
            <Prose>{notice}</Prose>
          </Fact>
        )}
        {reason === null ? null : (
          <Fact label={t('reason')}>
            <Prose>{reason}</Prose>
          </Fact>
        )}
        {content ? (
          <Fact label={t('content')}>
            <Prose className="border-line border-l-2 pl-3 text-muted">{content}</Prose>
          </Fact>
        ) : null}
        {appeal ? (
          <Fact label={t('yourAppeal')}>
            <p>
              <Badge tone={appeal.status === 'upheld' ? 'good' : 'plain'}>
                {t(`appealStatus.${appeal.status}`)}
              </Badge>
            </p>
            <Prose className="mt-1">{appeal.text}</Prose>
          </Fact>
        ) : null}
        {appeal?.answer ? (
          <Fact label={t('answer')}>
            <Prose>{appeal.answer}</Prose>
          </Fact>
        ) : null}
      </dl>
      {decision.canAppeal ? <Appeal decisionId={decision.id} /> : null}
      <ReceiptCheck recordId={decision.id} />
    </Card>
  );
}

function Appeal({ decisionId }: { decisionId: string }) {
  const t = useTranslations('decisions');
  const queries = useQueryClient();
  return (
    <AppealForm
      texts={{
        open: t('appeal'),
        label: t('appealText'),
        help: t('appealHelp'),
        send: t('appealSend'),
        needed: t('appealNeeded'),
        cancel: t('cancel'),
      }}
      maxLength={2000}
      onSend={async (text) => {
        await api.post('/appeals', { body: { decisionId, text } });
        toast({ message: t('appealSent'), tone: 'good' });
        await queries.invalidateQueries({ queryKey: ['decisions'] });
      }}
    />
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-muted text-sm">{label}</dt>
    <dd>{children}</dd>
  </div>
);

function useRuleText(rule: Decision['rule']): { title: string; text: string } | null {
  const isEnglish = useLocale() === 'en';
  if (rule === null) return null;
  return isEnglish ? { title: rule.titleEn, text: rule.textEn } : { title: rule.titleTr, text: rule.textTr };
}

function ActEnd({ decision: { act, endsAt, reversedAt } }: { decision: Decision }) {
  const t = useTranslations('decisions');
  const format = useFormatter();
  const now = useServerNow();
  if (reversedAt !== null) return null;
  if (endsAt === null) return act === 'author_suspended' ? <p>{t('indefinite')}</p> : null;
  const end = new Date(endsAt);
  const date = format.dateTime(end, { dateStyle: 'long', timeStyle: 'short' });
  return <p>{t(end > now ? 'until' : 'ended', { date })}</p>;
}
