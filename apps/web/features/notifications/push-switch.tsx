'use client';

import { ProblemError } from '@chitlaq/client';
import { Banner, Switch, toast } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { type PushState, pushState, subscribe, unsubscribe, wireOf } from './push.ts';

/** Whether this device gets pushes, in plain words on what the browser will ask and what it has been told. */
export function PushSwitch({ pushKey }: { pushKey: string }) {
  const t = useTranslations('notifications.prefs');
  const problemText = useProblemText();
  const [state, setState] = useState<PushState>();
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    pushState().then(setState, () => setState('unsupported'));
  }, []);
  const turn = async (on: boolean) => {
    setIsBusy(true);
    try {
      if (on) {
        const subscription = await subscribe(pushKey);
        if (subscription) await api.post('/notifications/push-subscriptions', { body: wireOf(subscription) });
      } else {
        const subscription = await unsubscribe();
        if (subscription) await forget(subscription);
      }
    } catch (error) {
      toast({
        message: error instanceof ProblemError ? problemText(error) : t('pushFailed'),
        tone: 'danger',
      });
    }
    setState(await pushState());
    setIsBusy(false);
  };
  const isImpossible = state === 'denied' || state === 'unsupported';
  return (
    <section aria-labelledby="device">
      <h2 id="device" className="font-medium">
        {t('device')}
      </h2>
      <Switch
        label={t('pushSwitch')}
        help={state === 'off' ? `${t('pushHelp')} ${t('pushAsk')}` : t('pushHelp')}
        checked={state === 'on'}
        disabled={state === undefined || isBusy || isImpossible}
        onChange={(event) => void turn(event.target.checked)}
      />
      {isImpossible ? (
        <Banner tone="info" title={t(state === 'denied' ? 'pushDenied' : 'pushUnsupported')} />
      ) : null}
    </section>
  );
}

/** The server knows a browser by its address: asking for it again tells the id. */
async function forget(subscription: PushSubscription): Promise<void> {
  const { id } = await api.post('/notifications/push-subscriptions', { body: wireOf(subscription) });
  await api.delete('/notifications/push-subscriptions/{id}', { path: { id } });
}
