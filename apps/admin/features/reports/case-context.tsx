'use client';

import { Badge, Button, Loading, Prose, Skeleton, TextArea } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { LoadError } from '../frame/listing.tsx';
import { DateOnly, Timestamp } from '../frame/timestamp.tsx';
import { Due } from './due.tsx';
import type { Case, CaseContext as Context } from './types.ts';

/** Notes of staff on a case, and what was decided about its member before. Loaded when it is opened. */
export function CaseContext({ subject }: { subject: Case }) {
  const t = useTranslations('reports.context');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="touch-44 cursor-pointer rounded-control text-muted hover:text-ink">
        {t('title')}
      </summary>
      {isOpen ? <LoadedContext caseId={subject.id} /> : null}
    </details>
  );
}

function LoadedContext({ caseId }: { caseId: string }) {
  const t = useTranslations('reports.context');
  const context = useQuery({
    queryKey: ['case-context', caseId],
    queryFn: () => api.get('/admin/reports/{id}/context', { path: { id: caseId } }),
  });
  if (context.isPending)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="mt-2 h-24 rounded-control" />
      </Loading>
    );
  if (!context.data) return <LoadError error={context.error} onRetry={() => void context.refetch()} />;
  const { notes, member } = context.data;
  return (
    <div className="mt-2 grid gap-4">
      {member ? <MemberHistory member={member} /> : <p className="text-muted">{t('gone')}</p>}
      <Notes caseId={caseId} notes={notes} />
    </div>
  );
}

function MemberHistory({ member }: { member: NonNullable<Context['member']> }) {
  const t = useTranslations('reports.context');
  const tReports = useTranslations('reports');
  const labels = useTranslations('labels');
  const { counts, decisions, formerNames, otherCases } = member;
  return (
    <div className="grid gap-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={member.strikes > 0 ? 'warn' : 'good'}>{t('strikes', { count: member.strikes })}</Badge>
        <span>
          {t('since')} <DateOnly at={member.memberSince} />
        </span>
        <span className="text-muted">{t('counts', counts)}</span>
      </p>
      {formerNames.length > 0 ? (
        <p>
          <span className="text-muted">{t('formerNames')}</span>{' '}
          {formerNames.map(({ username, displayName, until }) => (
            <span key={until} className="mr-2">
              <bdi>{displayName}</bdi> @{username}
            </span>
          ))}
        </p>
      ) : null}
      {otherCases.length > 0 ? (
        <div>
          <p className="text-muted">{t('otherCases')}</p>
          <ul className="grid gap-1">
            {otherCases.map((other) => (
              <li key={other.id}>
                {tReports(other.subjectType)}
                {' · '}
                {tReports('count', { count: other.reportCount })}
                {' · '}
                <Due at={other.dueAt} urgency={other.urgency} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {decisions.length > 0 ? (
        <ul className="grid gap-2">
          {decisions.map((decision) => (
            <li key={decision.id} className="border-line border-l-2 pl-3">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{labels(`outcomes.${decision.outcome}`)}</span>
                <span className="text-muted">
                  <DateOnly at={decision.decidedAt} />
                </span>
                {decision.appeal ? <Badge>{t(`appeal.${decision.appeal}`)}</Badge> : null}
                {decision.reversedAt === null ? null : <Badge tone="good">{tReports('reversed')}</Badge>}
              </span>
              {decision.reason === null ? null : <Prose>{decision.reason}</Prose>}
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">{t('noDecisions')}</p>
      )}
    </div>
  );
}

function Notes({ caseId, notes }: { caseId: string; notes: Context['notes'] }) {
  const t = useTranslations('reports.context');
  const queries = useQueryClient();
  const submission = useSubmit(['text']);
  const [text, setText] = useState('');
  const add = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/reports/{id}/notes', { path: { id: caseId }, body: { text } }),
    );
    if (!isDone) return;
    setText('');
    await queries.invalidateQueries({ queryKey: ['case-context', caseId] });
  };
  return (
    <div className="grid gap-3">
      {notes.length > 0 ? (
        <ul className="grid gap-2">
          {notes.map((note) => (
            <li key={note.id} className="rounded-control bg-wash px-3 py-2">
              <p className="text-muted text-sm">
                {note.author ? `@${note.author.username}` : t('formerStaff')}
                {' · '}
                <Timestamp at={note.createdAt} relative />
              </p>
              <Prose>{note.text}</Prose>
            </li>
          ))}
        </ul>
      ) : null}
      <TextArea
        label={t('note')}
        help={t('noteHelp')}
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
        error={submission.errors.text ?? submission.problem}
      />
      <Button
        className="justify-self-start"
        pending={submission.isPending}
        disabledReason={text.trim() === '' ? t('noteNeeded') : undefined}
        onClick={() => void add()}
      >
        {t('addNote')}
      </Button>
    </div>
  );
}
