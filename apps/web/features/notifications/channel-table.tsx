'use client';

import {
  NOTIFICATION_KINDS,
  type NotificationChannel,
  type NotificationKindDefinition,
  notificationKinds,
} from '@chitlaq/text/notifications';
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import type { Change, Preferences } from './preferences.ts';

type Kinds = Preferences['kinds'];
type Channel = NotificationChannel;

const CHANNELS: Channel[] = ['inApp', 'push', 'email'];
/** Members must always learn of decisions about them in the app. */
const isAlwaysOn = ({ alwaysInApp }: NotificationKindDefinition, channel: Channel) =>
  channel === 'inApp' && alwaysInApp === true;

/** The channels of each kind of notification: a row per kind, a column per channel. */
export function ChannelTable({
  kinds,
  onChange,
}: {
  kinds: Kinds;
  onChange: (change: NonNullable<Change['kinds']>) => void;
}) {
  const t = useTranslations('notifications.prefs');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const rows = NOTIFICATION_KINDS.map((kind) => {
    const definition: NotificationKindDefinition = notificationKinds[kind];
    return { kind, definition, name: definition.preference[locale] };
  });
  return (
    <section aria-labelledby="channels" className="min-w-0">
      <h2 id="channels" className="font-medium">
        {t('channels')}
      </h2>
      <p className="text-muted text-sm">{t('channelsHelp')}</p>
      {/* A table of four columns scrolls where it does not fit. */}
      <div className="mt-3 overflow-x-auto">
        <table className="w-full">
          <thead>
            <tr className="border-line border-b text-left text-muted text-sm">
              <th scope="col" className="py-2 font-normal">
                {t('kind')}
              </th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col" className="w-18 py-2 text-center font-normal">
                  {t(channel)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, definition, name }) => (
              <tr key={kind} className="border-line border-b">
                <th scope="row" className="break-words py-2 pr-2 text-left font-normal">
                  {name}
                </th>
                {CHANNELS.map((channel) => (
                  <td key={channel} className="text-center">
                    <ChannelCheckbox
                      label={t('cell', { kind: name, channel: t(channel) })}
                      disabledReason={isAlwaysOn(definition, channel) ? t('always') : undefined}
                      checked={kinds[kind][channel]}
                      onChange={(isOn) => onChange({ [kind]: { [channel]: isOn } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ChannelCheckbox({
  label,
  disabledReason,
  checked,
  onChange,
}: {
  label: string;
  /** Why it cannot be changed. */
  disabledReason: string | undefined;
  checked: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    // The whole square is pressed: a browser may draw no larger target around the box itself.
    <label className="relative inline-grid size-11 cursor-pointer place-items-center">
      <input
        type="checkbox"
        aria-label={disabledReason ? `${label}. ${disabledReason}` : label}
        title={disabledReason}
        checked={checked}
        disabled={disabledReason !== undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="peer touch-44 col-start-1 row-start-1 size-5 cursor-pointer appearance-none rounded-[5px] border border-edge bg-surface checked:border-nar checked:bg-nar disabled:cursor-not-allowed disabled:opacity-60"
      />
      <Check
        aria-hidden="true"
        className="pointer-events-none relative col-start-1 row-start-1 size-4 stroke-[2.5] text-on-nar opacity-0 peer-checked:opacity-100"
      />
    </label>
  );
}
