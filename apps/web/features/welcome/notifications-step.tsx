'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { type InstallWay, promptInstall, useInstallWay } from '../../lib/install-prompt.ts';
import { PushSwitch } from '../notifications/push-switch.tsx';
import { NOTIFICATIONS } from '../notifications/unread.ts';
import { StepFrame, type StepNavigation } from './step-frame.tsx';

/** Push notifications and the installation. The browser asks for permission only after a press of the switch. */
export function NotificationsStep({ me, navigation }: { me: Schemas['Me']; navigation: StepNavigation }) {
  const t = useTranslations('welcome.notifications');
  const installWay = useInstallWay();
  const { data: preferences } = useQuery({
    queryKey: [NOTIFICATIONS, 'preferences'],
    queryFn: () => api.get('/notifications/preferences'),
  });
  return (
    <StepFrame navigation={navigation} title={t('title')} lead={t('lead')} canSkip={false}>
      {/* On iOS notifications need the installed app, so it comes first. */}
      {installWay === 'ios' ? <Install way={installWay} /> : null}
      {preferences ? (
        <PushSwitch pushKey={preferences.pushKey} memberId={me.user.id} />
      ) : (
        <Skeleton className="h-24" />
      )}
      {installWay === undefined || installWay === 'ios' ? null : <Install way={installWay} />}
    </StepFrame>
  );
}

function Install({ way }: { way: InstallWay }) {
  const t = useTranslations('welcome.notifications');
  return (
    <section aria-labelledby="install">
      <h2 id="install" className="font-medium">
        {t('install')}
      </h2>
      {way === 'installed' ? (
        <p className="mt-1 text-muted text-sm">{t('installed')}</p>
      ) : (
        <>
          <p className="mt-1 text-muted text-sm">{t('installLead')}</p>
          {way === 'prompt' ? (
            <Button
              className="mt-3"
              icon={<Download aria-hidden="true" className="size-4.5" />}
              onClick={() => void promptInstall()}
            >
              {t('installButton')}
            </Button>
          ) : (
            <p className="mt-2 text-sm">{t(way === 'ios' ? 'ios' : 'other')}</p>
          )}
        </>
      )}
    </section>
  );
}
