'use client';
import { Button, Loading, RadioGroup, Skeleton, Switch, TextField } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';
import { zoneName } from '../../lib/zone-name.ts';
import { useMe } from '../session/session.ts';
import { ChannelTable } from './channel-table.tsx';
import { InstallApp } from './install-app.tsx';
import { type Change, type Preferences, preferencesKey } from './preferences.ts';
import { PushSwitch } from './push-switch.tsx';
import { isSoundOn, playSound, setSoundOn } from './sound.ts';
import { NOTIFICATIONS } from './unread.ts';

const DEFAULT_QUIET_HOURS = { from: '22:30', until: '07:30' };

/** Notification settings: this device, kinds and channels, quiet hours, the email digest. */
export function NotificationSettings() {
  const t = useTranslations('settings');
  const tPrefs = useTranslations('notifications.prefs');
  const query = useQuery({
    queryKey: preferencesKey,
    queryFn: () => api.get('/notifications/preferences'),
  });
  return (
    <>
      <BackHeader title={t('pages.notifications.title')} />
      {query.isPending ? (
        <Loading label={t('loading')}>
          <Skeleton className="m-4 h-24" />
          <Skeleton className="m-4 h-96" />
        </Loading>
      ) : query.data ? (
        <Choices preferences={query.data} />
      ) : (
        <QueryError query={query} title={tPrefs('failed')} />
      )}
    </>
  );
}

function Choices({ preferences }: { preferences: Preferences }) {
  const t = useTranslations('notifications.prefs');
  const change = useUpdatePreferences();
  const me = useMe();
  return (
    <div className="grid gap-8 p-4">
      {me ? <PushSwitch pushKey={preferences.pushKey} memberId={me.user.id} /> : null}
      <SoundSwitch />
      <InstallApp />
      <ChannelTable kinds={preferences.kinds} onChange={(kinds) => void change({ kinds })} />
      <QuietHours preferences={preferences} onChange={(next) => void change(next)} />
      <RadioGroup
        label={t('digest')}
        help={t('digestHelp')}
        layout="segmented"
        value={preferences.digest}
        onValueChange={(digest) => void change({ digest, timeZone: preferences.timeZone })}
        options={(['none', 'daily', 'weekly'] as const).map((value) => ({ value, label: t(value) }))}
      />
    </div>
  );
}

function SoundSwitch() {
  const t = useTranslations('notifications.prefs');
  const [isOn, setIsOn] = useState(isSoundOn);
  return (
    <section aria-labelledby="sound">
      <h2 id="sound" className="font-medium">
        {t('sound')}
      </h2>
      <Switch
        label={t('soundSwitch')}
        help={t('soundHelp')}
        checked={isOn}
        onChange={({ target: { checked } }) => {
          setSoundOn(checked);
          setIsOn(checked);
          if (checked) playSound().catch(() => undefined); // a sample; this browser may have no sound
        }}
      />
    </section>
  );
}

function QuietHours({
  preferences: { quietHours, timeZone },
  onChange,
}: {
  preferences: Preferences;
  onChange: (change: Change) => void;
}) {
  const t = useTranslations('notifications.prefs');
  const locale = useLocale();
  const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const set = (part: Partial<typeof DEFAULT_QUIET_HOURS>) => {
    const next = { ...(quietHours ?? DEFAULT_QUIET_HOURS), ...part };
    // A time field is empty while it is edited.
    if (next.from !== '' && next.until !== '') onChange({ quietHours: next });
  };
  return (
    <section aria-labelledby="quiet">
      <h2 id="quiet" className="font-medium">
        {t('quiet')}
      </h2>
      <Switch
        label={t('quietSwitch')}
        help={t('quietHelp')}
        checked={quietHours !== null}
        onChange={(event) => onChange({ quietHours: event.target.checked ? DEFAULT_QUIET_HOURS : null })}
      />
      {quietHours ? (
        <div className="mt-2 flex flex-wrap gap-3">
          <TextField
            label={t('from')}
            type="time"
            value={quietHours.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <TextField
            label={t('until')}
            type="time"
            value={quietHours.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        </div>
      ) : null}
      <p className="mt-3 text-muted text-sm">{t('zone', { zone: zoneName(timeZone, locale) })}</p>
      {deviceZone && deviceZone !== timeZone ? (
        <Button
          size="sm"
          variant="outline"
          className="mt-2"
          onClick={() => onChange({ timeZone: deviceZone })}
        >
          {t('useDeviceZone', { zone: zoneName(deviceZone, locale) })}
        </Button>
      ) : null}
    </section>
  );
}

/** Updates preferences at once; restores them if the server refuses. */
function applyChange(preferences: Preferences, change: Change): Preferences {
  const kinds = { ...preferences.kinds };
  for (const kind of Object.keys(change.kinds ?? {}) as (keyof typeof kinds)[]) {
    kinds[kind] = { ...kinds[kind], ...change.kinds?.[kind] } as (typeof kinds)[typeof kind];
  }
  return { ...preferences, ...change, kinds } as Preferences;
}

function useUpdatePreferences() {
  const queries = useQueryClient();
  const save = useOptimisticChange<Preferences>(preferencesKey);
  return async (change: Change) => {
    const isSaved = await save(
      (preferences) => applyChange(preferences, change),
      () => api.patch('/notifications/preferences', { body: change }),
    );
    if (!isSaved) return;
    await queries.invalidateQueries({ queryKey: [NOTIFICATIONS, 'unread'] });
    queries.removeQueries({ queryKey: [NOTIFICATIONS, 'list'] });
  };
}
