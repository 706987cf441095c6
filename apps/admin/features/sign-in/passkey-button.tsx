'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { browserRefusal, showPasskey, supportsPasskeys } from '@chitlaq/react/passkeys';
import { Banner, Button } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

/** Has the browser show a passkey. Nothing where there are none. */
export function PasskeyButton({
  onShown,
}: {
  /** Sends it to the server. What it throws is shown. */
  onShown: (passkey: Schemas['PasskeyAssertion']) => Promise<unknown>;
}) {
  const t = useTranslations('signIn');
  const problemText = useProblemText();
  const [isSupported, setIsSupported] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => setIsSupported(supportsPasskeys()), []);
  if (!isSupported) return null;
  const show = async () => {
    setProblem(undefined);
    setIsPending(true);
    try {
      await onShown(await showPasskey(api));
    } catch (error) {
      setProblem(browserRefusal(error) === undefined ? problemText(error) : t('passkeyCancelled'));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <div className="grid gap-4">
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <Button variant="outline" pending={isPending} onClick={() => void show()}>
        {t('passkey')}
      </Button>
    </div>
  );
}
