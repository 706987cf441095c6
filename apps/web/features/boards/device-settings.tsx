'use client';

import { Banner, Button, ConfirmDialog, Loading, Skeleton, toast } from '@chitlaq/ui';
import { KeyRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { useMe } from '../session/session.ts';
import { BoardsGate } from './boards-gate.tsx';
import { CodeCard } from './code-card.tsx';
import { storeSecret, useDeviceSecret } from './device-secret.ts';
import { removeItems } from './device-storage.ts';
import { useBoards } from './queries.ts';

const SecretSheet = lazy(async () => ({ default: (await import('./secret-sheet.tsx')).SecretSheet }));

/** Settings: the member's secret for boards on this device. */
export function BoardSettings() {
  const t = useTranslations('boards.device');
  return (
    <>
      <BackHeader title={t('title')} />
      <div className="grid grid-cols-1 gap-4 p-4">
        <p className="text-pretty text-muted">{t('lead')}</p>
        <BoardsGate>
          <ThisDevice />
        </BoardsGate>
      </div>
    </>
  );
}

function ThisDevice() {
  const t = useTranslations('boards.device');
  const tSecret = useTranslations('boards.secret');
  const memberId = useMe()?.user.id ?? '';
  const device = useDeviceSecret(memberId);
  const { data } = useBoards();
  const [isShown, setIsShown] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [sheet, setSheet] = useState<'make' | 'enter' | 'replace'>();
  const [isRemoving, setIsRemoving] = useState(false);
  if (!data)
    return (
      <Loading label={t('title')}>
        <Skeleton className="h-32 rounded-card" />
      </Loading>
    );
  const state = device ? (device.isSaved ? 'here' : 'hereUnsaved') : data.hasCommitment ? 'notHere' : 'none';
  return (
    <section className="grid grid-cols-1 gap-4 rounded-card border border-line p-4">
      <div className="flex items-start gap-3">
        <KeyRound aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" />
        <div>
          <h2 className="font-medium">{t(state)}</h2>
          {state === 'notHere' || state === 'none' ? (
            <p className="text-muted">{t(`${state}Detail`)}</p>
          ) : null}
        </div>
      </div>
      {device && isShown ? (
        <>
          <Banner tone="warn">{tSecret('codeLead')}</Banner>
          <CodeCard secret={device.secret} />
        </>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {device ? (
          <>
            <Button
              variant={device.isSaved ? 'outline' : 'primary'}
              aria-expanded={isShown}
              onClick={() => (isShown ? setIsShown(false) : setIsAsking(true))}
            >
              {t(isShown ? 'hide' : 'show')}
            </Button>
            {isShown && !device.isSaved ? (
              <Button onClick={() => storeSecret(memberId, { ...device, isSaved: true })}>
                {tSecret('isSaved')}
              </Button>
            ) : null}
            <Button onClick={() => setIsRemoving(true)}>{t('remove')}</Button>
          </>
        ) : null}
        {state === 'notHere' ? (
          <Button variant="primary" onClick={() => setSheet('enter')}>
            {t('enter')}
          </Button>
        ) : null}
        {data.hasCommitment ? (
          <Button variant="danger" onClick={() => setSheet('replace')}>
            {t('new')}
          </Button>
        ) : (
          <Button onClick={() => setSheet('make')}>{tSecret('makeStart')}</Button>
        )}
      </div>
      {sheet ? (
        <Suspense fallback={null}>
          <SecretSheet memberId={memberId} start={sheet} onClose={() => setSheet(undefined)} />
        </Suspense>
      ) : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('showTitle')}
        description={t('showLead')}
        confirmLabel={t('show')}
        cancelLabel={tSecret('cancel')}
        onConfirm={() => {
          setIsAsking(false);
          setIsShown(true);
        }}
      />
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        title={t('removeTitle')}
        description={device?.isSaved === false ? `${t('removeUnsaved')} ${t('removeLead')}` : t('removeLead')}
        confirmLabel={t('remove')}
        cancelLabel={tSecret('cancel')}
        danger
        onConfirm={() => {
          removeItems(memberId);
          setIsRemoving(false);
          setIsShown(false);
          toast({ message: t('removed') });
        }}
      />
    </section>
  );
}
