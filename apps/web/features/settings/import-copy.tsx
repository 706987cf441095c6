'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Banner, Button, Checkbox, ConfirmDialog, Loading, ProgressBar, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { useFileSizeText } from '../messages/file-size-text.ts';
import { useReauthentication } from '../session/reauthentication.tsx';
import { UploadProgress } from '../uploads/upload-progress.tsx';
import { startUpload, UploadCancelled, useUploadState } from '../uploads/uploads.ts';

type Import = Schemas['Import'];

const KEY = ['imports'];
const UPLOAD = 'import-copy';
const POLL_MS = 2_000;
const BUSY: readonly Import['state'][] = ['checking', 'running', 'undoing'];
/** A copy may be brought again after these. */
const OVER: readonly Import['state'][] = ['refused', 'undone'];

/** Bringing a copy of an account of another campus: upload, what would come in, progress, taking it back. */
export function ImportCopy() {
  const t = useTranslations('settings.import');
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => api.get('/users/me/imports'),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => BUSY.includes(state)) ? POLL_MS : false,
  });
  const { data, error } = query;
  const current = data?.items[0];
  return (
    <section aria-labelledby="import" className="grid gap-4 border-line border-t pt-6">
      <div className="grid gap-1">
        <h2 id="import" className="font-medium">
          {t('title')}
        </h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {data === undefined ? (
        error ? (
          <QueryError query={query} title={t('loadFailed')} />
        ) : (
          <Loading label={t('title')}>
            <Skeleton shape="block" className="h-12" />
          </Loading>
        )
      ) : (
        <>
          {current === undefined || current.state === 'undone' ? null : <CurrentImport current={current} />}
          {current !== undefined && !OVER.includes(current.state) ? null : data.accepted.length === 0 ? (
            <p>{t('closed')}</p>
          ) : (
            <BringCopy accepted={data.accepted} maxBytes={data.maxBytes} />
          )}
        </>
      )}
    </section>
  );
}

function BringCopy({ accepted, maxBytes }: Pick<Schemas['ImportList'], 'accepted' | 'maxBytes'>) {
  const t = useTranslations('settings.import');
  const problemText = useProblemText();
  const sizeText = useFileSizeText();
  const queries = useQueryClient();
  const { run, dialog } = useReauthentication();
  const isUploading = useUploadState(UPLOAD) !== undefined;
  const [problem, setProblem] = useState<string>();
  const bring = async (file: File) => {
    setProblem(undefined);
    if (file.size > maxBytes) return setProblem(t('tooLarge', { size: sizeText(maxBytes) }));
    try {
      const { id } = await startUpload(UPLOAD, file);
      await run(() => api.post('/users/me/imports', { body: { mediaId: id } }));
      await queries.invalidateQueries({ queryKey: KEY });
    } catch (failure) {
      if (!(failure instanceof UploadCancelled)) setProblem(problemText(failure));
    }
  };
  return (
    <div className="grid gap-3">
      <p className="text-muted">
        {t('accepted', { names: accepted.map(({ name }) => isolate(name)).join(', ') })}{' '}
        {t('limits', { size: sizeText(maxBytes) })}
      </p>
      {problem ? (
        <Banner tone="danger" live="assertive">
          {problem}
        </Banner>
      ) : null}
      <UploadProgress uploadKey={UPLOAD} />
      <FilePicker accept=".zip,application/zip" onPick={([file]) => file && void bring(file)}>
        {(pick) => (
          <Button className="justify-self-start" pending={isUploading} onClick={pick}>
            {t('choose')}
          </Button>
        )}
      </FilePicker>
      {dialog}
    </div>
  );
}

function CurrentImport({ current }: { current: Import }) {
  const t = useTranslations('settings.import');
  const format = useFormatter();
  const { state, campus, username, writtenAt, progress, failure } = current;
  return (
    <div className="grid gap-3 rounded-card border border-line bg-surface p-4">
      {campus && username && writtenAt ? (
        <p className="break-words font-medium">
          {t('copy', {
            username: isolate(`@${username}`),
            campus: isolate(campus.name),
            when: format.dateTime(new Date(writtenAt), { dateStyle: 'long' }),
          })}
        </p>
      ) : null}
      {state === 'refused' || state === 'failed' ? (
        <Banner tone="danger" live="polite">
          {t(`failures.${failureKey(state, failure)}`)}
        </Banner>
      ) : null}
      {state === 'checking' || state === 'undoing' ? (
        <ProgressBar label={t(state)} value={null} max={100} />
      ) : null}
      {state === 'running' ? (
        <>
          <ProgressBar
            label={t('running')}
            valueText={t('percent', { percent: progress })}
            value={progress}
            max={100}
          />
          <p className="text-muted text-sm">{t('canLeave')}</p>
        </>
      ) : null}
      {state === 'checked' ? <Summary current={current} /> : null}
      {state === 'done' ? <Result current={current} /> : null}
      {state === 'failed' ? <Confirm current={current} takesProfile label={t('goOn')} /> : null}
      {state === 'undoing' || state === 'refused' ? null : <TakeBack current={current} />}
    </div>
  );
}

const REFUSALS = [
  'copy_unreadable',
  'copy_too_large',
  'copy_not_signed',
  'copy_changed',
  'campus_not_accepted',
  'copy_expired',
] as const;
/** A newer server may have other reasons. */
const failureKey = (state: Import['state'], failure: string | null) =>
  REFUSALS.find((reason) => reason === failure) ?? (state === 'refused' ? 'copy_unreadable' : 'stopped');

/** Posts that stay behind, by reason. */
function LeftOut({ counts }: { counts: NonNullable<Import['summary']>['leftOut'] }) {
  const t = useTranslations('settings.import');
  const reasons = (['replies', 'quotes', 'polls', 'invalid'] as const).filter((reason) => counts[reason] > 0);
  return reasons.map((reason) => <li key={reason}>{t(`leftOut.${reason}`, { count: counts[reason] })}</li>);
}

function Summary({ current }: { current: Import }) {
  const t = useTranslations('settings.import');
  const [takesProfile, setTakesProfile] = useState(true);
  const { summary } = current;
  if (summary === null) return null;
  return (
    <>
      <div className="grid gap-1">
        <p>{t('comesIn', { posts: summary.posts, files: summary.files, follows: summary.follows })}</p>
        <ul className="list-disc pl-5 text-muted text-sm">
          <LeftOut counts={summary.leftOut} />
          <li>{t('staysBehind')}</li>
        </ul>
      </div>
      {summary.hasProfile ? (
        <Checkbox
          label={t('takesProfile')}
          checked={takesProfile}
          onChange={(event) => setTakesProfile(event.target.checked)}
        />
      ) : null}
      <Confirm current={current} takesProfile={takesProfile} label={t('confirm')} />
    </>
  );
}

function Confirm({
  current,
  takesProfile,
  label,
}: {
  current: Import;
  takesProfile: boolean;
  label: string;
}) {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { run, dialog } = useReauthentication();
  const [isPending, setIsPending] = useState(false);
  const confirm = async () => {
    setIsPending(true);
    await run(() =>
      api.post('/users/me/imports/{id}/confirm', { path: { id: current.id }, body: { takesProfile } }),
    ).catch((failure: unknown) => toast({ message: problemText(failure), tone: 'danger' }));
    await queries.invalidateQueries({ queryKey: KEY });
    setIsPending(false);
  };
  return (
    <>
      <Button
        variant="primary"
        className="justify-self-start"
        pending={isPending}
        onClick={() => void confirm()}
      >
        {label}
      </Button>
      {dialog}
    </>
  );
}

function Result({ current }: { current: Import }) {
  const t = useTranslations('settings.import');
  const format = useFormatter();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { result, undoUntil, waitingFollows } = current;
  if (result === null) return null;
  const forget = async () => {
    await api
      .delete('/users/me/pending-follows')
      .catch((failure: unknown) => toast({ message: problemText(failure), tone: 'danger' }));
    await queries.invalidateQueries({ queryKey: KEY });
  };
  const { kept, processed, leftOut } = result.files;
  return (
    <div className="grid gap-2" role="status">
      <p className="font-medium text-good">{t('done', { posts: result.posts })}</p>
      <ul className="list-disc pl-5 text-muted text-sm">
        {kept > 0 ? <li>{t('filesKept', { count: kept })}</li> : null}
        {processed > 0 ? <li>{t('filesProcessed', { count: processed })}</li> : null}
        {leftOut > 0 ? <li>{t('filesLeftOut', { count: leftOut })}</li> : null}
        {result.follows.followed > 0 ? <li>{t('followed', { count: result.follows.followed })}</li> : null}
        <LeftOut counts={result.leftOut} />
      </ul>
      {waitingFollows > 0 ? (
        <div className="flex flex-wrap items-center gap-2 text-muted text-sm">
          <p>{t('waiting', { count: waitingFollows })}</p>
          <Button size="sm" onClick={() => void forget()}>
            {t('forget')}
          </Button>
        </div>
      ) : null}
      {undoUntil ? (
        <p className="text-muted text-sm">
          {t('undoUntil', { when: format.dateTime(new Date(undoUntil), { dateStyle: 'long' }) })}
        </p>
      ) : null}
    </div>
  );
}

/** Drops a copy that is not taken in, cancels an import, or takes it back. */
function TakeBack({ current }: { current: Import }) {
  const t = useTranslations('settings.import');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const isTaken = !['checking', 'checked'].includes(current.state);
  const takeBack = async () => {
    setIsPending(true);
    await api
      .delete('/users/me/imports/{id}', { path: { id: current.id } })
      .catch((failure: unknown) => toast({ message: problemText(failure), tone: 'danger' }));
    setIsAsking(false);
    setIsPending(false);
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <>
      <Button
        size="sm"
        className="justify-self-start"
        pending={isPending}
        onClick={() => (isTaken ? setIsAsking(true) : void takeBack())}
      >
        {t(isTaken ? 'undo' : 'cancel')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('undoQuestion')}
        description={t('undoDetail')}
        confirmLabel={t('undo')}
        cancelLabel={t('keep')}
        danger
        pending={isPending}
        onConfirm={() => void takeBack()}
      />
    </>
  );
}
