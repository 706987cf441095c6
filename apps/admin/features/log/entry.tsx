'use client';

import type { Schemas } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { deviceName } from '@chitlaq/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { Timestamp } from '../frame/timestamp.tsx';
import { isKnownAction } from './actions.ts';

type AuditRecord = Schemas['AuditRecord'];

/** One entry as a sentence. The origin is shown below it, the rest in "details". */
export function Entry({ entry }: { entry: AuditRecord }) {
  const t = useTranslations('log');
  const facts = useFacts(entry);
  const device = entry.userAgent ? deviceName(entry.userAgent) || t('unknownDevice') : null;
  return (
    <li className="grid gap-x-4 border-line border-t px-4 py-2.5 first:border-t-0 desktop:grid-cols-[11rem_minmax(0,1fr)_auto]">
      <span className="text-muted text-sm desktop:pt-px">
        <Timestamp at={entry.at} />
      </span>
      <div className="min-w-0 break-words">
        <p>
          <Sentence entry={entry} />
        </p>
        {facts.length > 0 ? <p className="text-muted text-sm">{facts.join(' · ')}</p> : null}
      </div>
      <details className="min-w-0 text-sm desktop:max-w-80 desktop:text-right">
        <summary className="touch-44 inline-block cursor-pointer rounded-control text-muted hover:text-ink">
          {[entry.ip, device].filter(Boolean).join(' · ') || t('more')}
        </summary>
        <dl className="mt-1 grid gap-1 break-all text-muted">
          {entry.userAgent ? <Detail term={t('device')}>{entry.userAgent}</Detail> : null}
          {entry.requestId ? <Detail term={t('request')}>{entry.requestId}</Detail> : null}
          <Detail term={t('id')}>{entry.id}</Detail>
        </dl>
      </details>
    </li>
  );
}

const Detail = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt className="inline">{term}: </dt>
    <dd className="inline select-all font-mono">{children}</dd>
  </div>
);

/** Without an actor, these actions were performed by an unknown person and not by the system. */
const ANONYMOUS_ACTIONS = [
  'sign_in_failed',
  'registered_with_known_address',
  'password_reset_requested',
  'refresh_reused',
];

function Sentence({ entry }: { entry: AuditRecord }) {
  const t = useTranslations('log');
  const labels = useTranslations('labels');
  const { action, actor, subject, details } = entry;
  const fallbackActor = ANONYMOUS_ACTIONS.includes(action) ? t('unknownActor') : t('system');
  const role = details.role;
  const isRole =
    role === 'auditor' || role === 'moderator' || role === 'admin' || role === 'owner' || role === 'member';
  const customRole = typeof details.name === 'string' ? details.name : '';
  const actorName = actor ? (actor.username ? `@${actor.username}` : actor.id) : fallbackActor;
  const subjectName = useSubjectName(subject);
  const key = isKnownAction(action)
    ? (`sentences.${action}` as const)
    : subject
      ? 'otherWithSubject'
      : 'other';
  return t.rich(key, {
    actor: actorName,
    subject: subjectName,
    role: isRole ? labels(`roles.${role}`) : isolate(customRole),
    action,
    actorLink: (chunks) => (
      <EntityLink href={actor ? paths.member(actor.id) : undefined}>{chunks}</EntityLink>
    ),
    subjectLink: (chunks) => <EntityLink href={subjectPath(subject)}>{chunks}</EntityLink>,
  });
}

const EntityLink = ({ href, children }: { href: string | undefined; children: ReactNode }) =>
  href ? (
    <Link href={href} className="font-medium hover:underline">
      {children}
    </Link>
  ) : (
    <span className="font-medium">{children}</span>
  );

function subjectPath(subject: AuditRecord['subject']): string | undefined {
  if (subject?.type === 'member') return paths.member(subject.id);
  if (subject?.type === 'university') return paths.university(subject.id);
  return undefined;
}

function useSubjectName(subject: AuditRecord['subject']): string {
  const t = useTranslations('log');
  if (subject === null) return '';
  if (subject.username) return `@${subject.username}`;
  if (subject.name) return subject.name;
  if (subject.type === 'hashtag') return `#${subject.id}`;
  const key = `subjects.${subject.type}` as Parameters<typeof t>[0];
  return subject.type !== 'other' && t.has(key) ? t(key) : subject.type;
}

/** The details of an entry as text. Details without a translation are only in the API. */
function useFacts({ action, details }: AuditRecord): string[] {
  const t = useTranslations('log.facts');
  const labels = useTranslations('labels');
  const format = useFormatter();
  const facts: string[] = [];
  if ((action === 'job_retried' || action === 'job_cancelled') && typeof details.name === 'string')
    facts.push(details.name);
  if (action === 'member_suspended') {
    const { until } = details;
    facts.push(
      typeof until === 'string'
        ? t('until', { time: format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' }) })
        : t('noEnd'),
    );
  }
  if (typeof details.outcome === 'string' && isOutcome(details.outcome))
    facts.push(labels(`outcomes.${details.outcome}`));
  if (typeof details.sessions === 'number' && details.sessions > 0)
    facts.push(t('sessions', { count: details.sessions }));
  if (typeof details.reports === 'number') facts.push(t('reports', { count: details.reports }));
  if (action.startsWith('approval_') && (details.act === 'owner_granted' || details.act === 'owner_revoked'))
    facts.push(t(`approvals.${details.act}`));
  const rule = details.rule;
  if (typeof rule === 'object' && rule !== null && 'domain' in rule && 'prefix' in rule)
    facts.push(t('rule', { rule: `${String(rule.prefix)}…@${String(rule.domain)}` }));
  return facts;
}

const OUTCOMES = [
  'dismissed',
  'warned',
  'post_removed',
  'message_removed',
  'author_suspended',
  'post_held',
  'picture_removed',
  'picture_refused',
  'muted',
  'reach_limited',
  'content_warned',
  'upheld',
  'rejected',
] as const;
const isOutcome = (outcome: string): outcome is (typeof OUTCOMES)[number] =>
  (OUTCOMES as readonly string[]).includes(outcome);
