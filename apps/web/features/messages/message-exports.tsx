'use client';

import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Banner, Button, Loading, ProgressBar, Skeleton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { useReauthentication } from '../session/reauthentication.tsx';
import { useFileSizeText } from './file-size-text.ts';
import {
  type ExportScope,
  exportsKey,
  isInProgress,
  type MessageExport,
  useExports,
  useRequestExport,
} from './use-message-exports.ts';

/** The member's exports: request, progress, download, cancel. */
export function Exports({ scope }: { scope: ExportScope }) {
  const t = useTranslations('messaging.exports');
  const tScope = useTranslations(scope === 'account' ? 'messaging.exports.everything' : 'messaging.exports');
  const problemText = useProblemText();
  const query = useExports(scope);
  const { data, error } = query;
  const requestExport = useRequestExport(scope);
  const { run, dialog } = useReauthentication();
  const [isRequesting, setIsRequesting] = useState(false);
  const startExport = async () => {
    setIsRequesting(true);
    await run(() => requestExport()).catch((failure: unknown) =>
      toast({ message: problemText(failure), tone: 'danger' }),
    );
    setIsRequesting(false);
  };
  return (
    <section aria-labelledby="copies" className="grid gap-4 border-line border-t pt-6">
      <div className="grid gap-1">
        <h2 id="copies" className="font-medium">
          {tScope('title')}
        </h2>
        <p className="text-muted">{tScope('lead')}</p>
        <p className="text-muted">{t('notice')}</p>
      </div>
      {data ? (
        <>
          {data.length > 0 ? (
            <ul className="grid gap-3">
              {data.map((messageExport) => (
                <li
                  key={messageExport.id}
                  className="grid gap-3 rounded-card border border-line bg-surface p-4"
                >
                  <ExportItem scope={scope} messageExport={messageExport} />
                </li>
              ))}
            </ul>
          ) : null}
          <Button
            className="justify-self-start"
            pending={isRequesting}
            disabledReason={data.some(isInProgress) ? t('inProgress') : undefined}
            onClick={() => void startExport()}
          >
            {t(data.length > 0 ? 'requestAgain' : 'request')}
          </Button>
          {dialog}
        </>
      ) : error ? (
        <QueryError query={query} title={t('loadFailed')} />
      ) : (
        <Loading label={t('title')}>
          <Skeleton shape="block" className="h-12" />
        </Loading>
      )}
    </section>
  );
}

interface ItemProps {
  scope: ExportScope;
  messageExport: MessageExport;
}

function ExportItem({ scope, messageExport }: ItemProps) {
  const t = useTranslations('messaging.exports');
  const format = useFormatter();
  const sizeText = useFileSizeText();
  const { state, progress, conversationId, conversationName, url, expiresAt, missingFiles } = messageExport;
  const title =
    scope === 'account'
      ? t('everything.item')
      : conversationId === null
        ? t('allConversations')
        : conversationName === null
          ? t('unnamedConversation')
          : t('conversation', { name: isolate(conversationName) });
  return (
    <>
      <p className="break-words font-medium">{title}</p>
      {isInProgress(messageExport) ? (
        <>
          <ProgressBar
            label={t(state === 'waiting' ? 'waiting' : 'running')}
            valueText={state === 'waiting' ? undefined : t('percent', { percent: progress })}
            value={state === 'waiting' ? null : progress}
            max={100}
          />
          <p className="text-muted text-sm">{t(scope === 'account' ? 'everything.canLeave' : 'canLeave')}</p>
        </>
      ) : state === 'failed' ? (
        <Banner tone="danger" live="polite">
          {t(`failed.${messageExport.failure ?? 'internal_error'}`)}
        </Banner>
      ) : (
        <div className="text-muted text-sm" role="status">
          <p className="font-medium text-good">{t('ready')}</p>
          <p>
            {t('summary', {
              conversations: messageExport.conversations ?? 0,
              messages: messageExport.messages ?? 0,
              files: messageExport.files ?? 0,
              size: sizeText(messageExport.size ?? 0),
            })}
          </p>
          {missingFiles ? <p>{t('missingFiles', { count: missingFiles })}</p> : null}
          {expiresAt ? (
            <p>
              {t('until', { when: format.dateTime(new Date(expiresAt), { day: 'numeric', month: 'long' }) })}
            </p>
          ) : null}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {url ? (
          <Button size="sm" variant="primary" asChild>
            <a href={url} download>
              {t('download')}
            </a>
          </Button>
        ) : null}
        <CancelExport scope={scope} messageExport={messageExport} />
      </div>
    </>
  );
}

/** Cancels an export that is being prepared, or deletes a ready one. */
function CancelExport({ scope, messageExport }: ItemProps) {
  const t = useTranslations('messaging.exports');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isPending, setIsPending] = useState(false);
  const inProgress = isInProgress(messageExport);
  const cancelExport = async () => {
    setIsPending(true);
    try {
      const path = { id: messageExport.id };
      if (scope === 'account') await api.delete('/users/me/exports/{id}', { path });
      else await api.delete('/conversations/exports/{id}', { path });
      toast({ message: t(inProgress ? 'cancelled' : 'removed') });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: exportsKey(scope) });
    setIsPending(false);
  };
  return (
    <Button size="sm" pending={isPending} onClick={() => void cancelExport()}>
      {t(inProgress ? 'cancel' : 'remove')}
    </Button>
  );
}
