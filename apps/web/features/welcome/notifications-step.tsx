'use client';

import type { Schemas } from '@chitlaq/client';
import { Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useInstallWay } from '../../lib/install-prompt.ts';
import { InstallApp } from '../notifications/install-app.tsx';
import { preferencesKey } from '../notifications/preferences.ts';
import { PushSwitch } from '../notifications/push-switch.tsx';
import { StepFrame, type StepNavigation } from './step-frame.tsx';

/** Push notifications and the installation. The browser asks for permission only after a press of the switch. */
export function NotificationsStep({ me, navigation }: { me: Schemas['Me']; navigation: StepNavigation }) {
  const t = useTranslations('welcome.notifications');
  const installWay = useInstallWay();
  const { data: preferences } = useQuery({
    queryKey: preferencesKey,
    queryFn: () => api.get('/notifications/preferences'),
  });
  return (
    <StepFrame navigation={navigation} title={t('title')} lead={t('lead')} canSkip={false}>
      {/* On iOS notifications need the installed app, so it comes first. */}
      {installWay === 'ios' ? <InstallApp /> : null}
      {preferences ? (
        <PushSwitch pushKey={preferences.pushKey} memberId={me.user.id} />
      ) : (
        <Skeleton className="h-24" />
      )}
      {installWay === undefined || installWay === 'ios' ? null : <InstallApp />}
    </StepFrame>
  );
}
