'use client';

import { type LoadedMenuProps, Menu, MenuItem } from '@chitlaq/ui';
import { BellRing, Moon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { QUIET_DURATIONS, useQuietTime } from './quiet-time.ts';

/** Begins or ends a quiet time with one press. */
export function QuietTimeMenu(menuProps: LoadedMenuProps) {
  const t = useTranslations('shell.quietTime');
  const { until, begin, end } = useQuietTime();
  return (
    <Menu {...menuProps}>
      {until ? (
        <MenuItem icon={<BellRing aria-hidden="true" />} onSelect={() => void end()}>
          {t('endNow', { until })}
        </MenuItem>
      ) : null}
      {QUIET_DURATIONS.map((duration) => (
        <MenuItem key={duration} icon={<Moon aria-hidden="true" />} onSelect={() => void begin(duration)}>
          {t(`menu.${duration}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
