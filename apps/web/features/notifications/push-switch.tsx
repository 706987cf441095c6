'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Switch, toast } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import {
  type PushState,
  pushState,
  registerSubscription,
  renewSubscription,
  subscribe,
  unsubscribe,
} from './push.ts';

/** Turns push notifications for this device on or off, and explains the browser's permission. */
export function PushSwitch({ pushKey, memberId }: { pushKey: string; memberId: string }) {
  const t = useTranslations('notifications.prefs');
  const format = useFormatter();
  const problemText = useProblemText();
  const [state, setState] = useState<PushState>();
  const [isBusy, setIsBusy] = useState(false);
  const [failingSince, setFailingSince] = useState<string | null>(null);
  useEffect(() => {
    pushState(memberId).then(setState, () => setState('unsupported'));
    // If it fails now, the next start tries again.
    renewSubscription(memberId).then(setFailingSince, () => undefined);
  }, [memberId]);
  const setPush = async (isOn: boolean) => {
    setIsBusy(true);
    try {
      if (isOn) {
        const subscription = await subscribe(pushKey);
        if (subscription) setFailingSince((await registerSubscription(subscription, memberId)).failingSince);
      } else await unsubscribe();
    } catch (error) {
      toast({
        message: error instanceof ProblemError ? problemText(error) : t('pushFailed'),
        tone: 'danger',
      });
    }
    setState(await pushState(memberId));
    setIsBusy(false);
  };
  const isUnavailable = state === 'denied' || state === 'unsupported';
  return (
    <section aria-labelledby="device">
      <h2 id="device" className="font-medium">
        {t('device')}
      </h2>
      <Switch
        label={t('pushSwitch')}
        help={state === 'off' ? `${t('pushHelp')} ${t('pushPermission')}` : t('pushHelp')}
        checked={state === 'on'}
        disabled={state === undefined || isBusy || isUnavailable}
        onChange={(event) => void setPush(event.target.checked)}
      />
      {isUnavailable ? (
        <Banner tone="info" title={t(state === 'denied' ? 'pushDenied' : 'pushUnsupported')} />
      ) : state === 'on' && failingSince !== null ? (
        <Banner
          tone="warn"
          title={t('pushFailing', {
            since: format.dateTime(new Date(failingSince), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        />
      ) : null}
    </section>
  );
}
