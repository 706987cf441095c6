'use client';

import { Dialog } from '@chitlaq/ui';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FreshProofContext } from '../../lib/fresh-proof.ts';
import { ReauthenticationForm } from './second-factor.tsx';
import { useViewer } from './viewer.tsx';

/** Asks for the proof that a request needs (`reauthentication_required`), above whatever dialog sent it; `useSubmit` then sends it again. */
export function FreshProofProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const { mfaEnabled } = useViewer();
  const [asked, setAsked] = useState<{ answer: (isProven: boolean) => void }>();
  const ask = useCallback(() => new Promise<boolean>((answer) => setAsked({ answer })), []);
  const close = (isProven: boolean) => {
    asked?.answer(isProven);
    setAsked(undefined);
  };
  return (
    <FreshProofContext.Provider value={ask}>
      {children}
      {asked ? (
        <Dialog
          open
          onOpenChange={(isOpen) => {
            if (!isOpen) close(false);
          }}
          title={t('secondFactor.reauthenticate')}
          description={t(
            mfaEnabled ? 'secondFactor.reauthenticateCode' : 'secondFactor.reauthenticatePassword',
          )}
          closeLabel={t('close')}
        >
          <ReauthenticationForm usesCode={mfaEnabled} onConfirmed={() => close(true)} />
        </Dialog>
      ) : null}
    </FreshProofContext.Provider>
  );
}
