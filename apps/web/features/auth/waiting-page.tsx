'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { MAX_APPROVAL_ANSWER } from '@chitlaq/text/campus';
import { Banner, Button, Card, ConfirmDialog, Prose, Spinner, TextArea, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Exports } from '../messages/message-exports.tsx';
import { clearOfflineData } from '../offline/clear-offline-data.ts';

type Application = Schemas['OwnApplication'];
const KEY = ['application'];
/**
 * How often the page looks whether somebody has decided: sockets are for members alone. A quarter of the time that it has been open without
 * a break, within these bounds; not while it is hidden, and at once when it is shown again.
 */
const LOOK_MS = { soonest: 5000, latest: 60_000 };

function useLookInterval(): () => number {
  const since = useRef(Date.now());
  useEffect(() => {
    const restart = () => {
      since.current = Date.now();
    };
    document.addEventListener('visibilitychange', restart);
    return () => document.removeEventListener('visibilitychange', restart);
  }, []);
  // In steps: another value starts the timer anew, at each rendering.
  return () =>
    Math.min(
      LOOK_MS.latest,
      LOOK_MS.soonest * Math.max(1, Math.ceil((Date.now() - since.current) / 4 / LOOK_MS.soonest)),
    );
}

/** The only page of somebody whose registration waits for staff, or was refused. */
export function WaitingPage() {
  const t = useTranslations('auth.waiting');
  const router = useRouter();
  const lookInterval = useLookInterval();
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => api.get('/auth/application'),
    refetchInterval: lookInterval,
    refetchOnWindowFocus: 'always',
  });
  const { data, error } = query;
  const isSignedOut = error instanceof ProblemError && error.status === 401;
  const isMember = data?.state === 'approved';
  useEffect(() => {
    if (isSignedOut) router.replace(paths.signIn());
    else if (isMember) router.replace(paths.welcome());
  }, [isSignedOut, isMember, router]);
  return (
    <PublicFrame className="max-w-2xl" mainClassName="grid grid-cols-1 gap-6">
      {data && !isMember ? (
        <>
          {data.state === 'refused' ? <Refused application={data} /> : <Waiting application={data} />}
          <details>
            <summary className="cursor-pointer rounded-control py-1 text-muted hover:text-ink">
              {t('data')}
            </summary>
            <Exports scope="account" />
          </details>
          <WaysOut />
        </>
      ) : error && !isSignedOut ? (
        <QueryError query={query} title={t('failed')} />
      ) : (
        <Spinner label={t('title')} />
      )}
    </PublicFrame>
  );
}

const useDate = () => {
  const format = useFormatter();
  return (at: string | null) =>
    at === null ? '' : format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short' });
};

function Waiting({ application }: { application: Application }) {
  const t = useTranslations('auth.waiting');
  const date = useDate();
  const { email, usualHours, eraseAt, appliedAt, username, objection } = application;
  return (
    <>
      <div>
        <h1 className="font-bold text-2xl leading-tight">{t('title')}</h1>
        <p className="mt-2 break-words">{t('lead', { email })}</p>
        <p className="mt-2 text-muted">
          {usualHours === null ? t('usualUnknown') : t('usual', { hours: usualHours })}{' '}
          {t('until', { date: date(eraseAt) })}
        </p>
        <p className="mt-2 text-muted">{t('meanwhile')}</p>
      </div>
      <Card className="grid grid-cols-1 gap-4">
        <dl className="grid grid-cols-1 gap-3">
          <Fact label={t('username')}>@{username}</Fact>
          <Fact label={t('appliedAt')}>{date(appliedAt)}</Fact>
          {objection === null ? null : (
            <Fact label={t('yourObjection')}>
              <Prose>{objection}</Prose>
            </Fact>
          )}
        </dl>
        <ChangeForm application={application} />
      </Card>
    </>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt className="text-muted text-sm">{label}</dt>
    <dd className="break-words">{children}</dd>
  </div>
);

/** Sends something, with the problem if it is refused. */
function useSend() {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const send = async (request: () => Promise<Application>, done: string) => {
    setIsPending(true);
    setProblem(undefined);
    try {
      queries.setQueryData(KEY, await request());
      toast({ message: done, tone: 'good' });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  return { send, problem, isPending };
}

function ChangeForm({ application }: { application: Application }) {
  const t = useTranslations('auth.waiting');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const [displayName, setDisplayName] = useState(application.displayName);
  const [answer, setAnswer] = useState(application.answer);
  const { send, problem, isPending } = useSend();
  const question = application.question?.[locale] ?? '';
  const isChanged = displayName !== application.displayName || answer !== application.answer;
  return (
    <form
      className="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send(() => api.patch('/auth/application', { body: { displayName, answer } }), t('saved'));
      }}
    >
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <TextField
        label={t('name')}
        value={displayName}
        maxLength={200}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      {question === '' ? null : (
        <TextArea
          label={question}
          help={t('answerHelp')}
          value={answer}
          maxLength={MAX_APPROVAL_ANSWER}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
      {isChanged ? (
        <div>
          <Button type="submit" variant="primary" pending={isPending}>
            {t('save')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function Refused({ application }: { application: Application }) {
  const t = useTranslations('auth.waiting');
  const date = useDate();
  const { reason, eraseAt, objection, mayObject } = application;
  return (
    <>
      <div>
        <h1 className="font-bold text-2xl leading-tight">{t('refusedTitle')}</h1>
        <p className="mt-2">{t('refusedLead')}</p>
        <p className="mt-2 text-muted">{t('refusedUntil', { date: date(eraseAt) })}</p>
      </div>
      <Card className="grid grid-cols-1 gap-4">
        <dl className="grid grid-cols-1 gap-3">
          <Fact label={t('reason')}>
            <Prose>{reason ?? ''}</Prose>
          </Fact>
          {objection === null ? null : (
            <Fact label={t('yourObjection')}>
              <Prose>{objection}</Prose>
            </Fact>
          )}
        </dl>
        {mayObject ? <ObjectionForm /> : null}
      </Card>
    </>
  );
}

function ObjectionForm() {
  const t = useTranslations('auth.waiting');
  const [objection, setObjection] = useState('');
  const { send, problem, isPending } = useSend();
  return (
    <form
      className="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send(() => api.post('/auth/application/objection', { body: { objection } }), t('sent'));
      }}
    >
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <TextArea
        label={t('objection')}
        help={t('objectionHelp')}
        value={objection}
        maxLength={1000}
        onChange={(event) => setObjection(event.target.value)}
      />
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={isPending}
          disabledReason={objection.trim() === '' ? t('objectionNeeded') : undefined}
        >
          {t('send')}
        </Button>
      </div>
    </form>
  );
}

/** Signing out, and taking the registration back. */
function WaysOut() {
  const t = useTranslations('auth.waiting');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const leave = async () => {
    queries.clear();
    await clearOfflineData();
    window.location.replace(paths.landing);
  };
  const signOut = async () => {
    await api.post('/auth/logout').catch(() => null);
    await leave();
  };
  const withdraw = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      await api.delete('/auth/application');
      await leave();
    } catch (error) {
      setProblem(problemText(error));
      setIsPending(false);
    }
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => void signOut()}>{t('signOut')}</Button>
      <Button variant="quiet" onClick={() => setIsAsking(true)}>
        {t('withdraw')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('withdrawTitle')}
        description={t('withdrawDetail')}
        confirmLabel={t('withdrawConfirm')}
        cancelLabel={t('cancel')}
        danger
        pending={isPending}
        onConfirm={() => void withdraw()}
      >
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      </ConfirmDialog>
    </div>
  );
}
