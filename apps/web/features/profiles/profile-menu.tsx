'use client';

import type { Schemas } from '@chitlaq/client';
import { type LoadedMenuProps, Menu, MenuItem } from '@chitlaq/ui';
import { BellOff, Moon, Repeat2, Share, ShieldBan } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useMemberActions } from '../members/member-actions.ts';
import { useQuietTime } from '../safety/quiet-time.ts';

/** The menu of another member's profile. */
export function ProfileMenu({
  profile,
  onShare,
  ...menuProps
}: LoadedMenuProps & { profile: Schemas['Profile']; onShare: () => void }) {
  const t = useTranslations('profiles');
  const tShare = useTranslations('share');
  const { mute, unmute, block, hideReposts, showReposts } = useMemberActions();
  const tShell = useTranslations('shell');
  const { begin } = useQuietTime();
  const { muting, repostsHidden } = profile.viewer;
  return (
    <Menu {...menuProps}>
      <MenuItem icon={<Share aria-hidden="true" />} onSelect={onShare}>
        {tShare('profile')}
      </MenuItem>
      <MenuItem
        icon={<BellOff aria-hidden="true" />}
        onSelect={() => void (muting ? unmute(profile) : mute(profile))}
      >
        {muting ? t('unmute') : t('mute')}
      </MenuItem>
      <MenuItem
        icon={<Repeat2 aria-hidden="true" />}
        onSelect={() => void (repostsHidden ? showReposts(profile) : hideReposts(profile))}
      >
        {repostsHidden ? t('showReposts') : t('hideReposts')}
      </MenuItem>
      <MenuItem icon={<Moon aria-hidden="true" />} onSelect={() => void begin('eight_hours')}>
        {tShell('quietTime.menu.eight_hours')}
      </MenuItem>
      <MenuItem danger icon={<ShieldBan aria-hidden="true" />} onSelect={() => void block(profile)}>
        {t('block')}
      </MenuItem>
    </Menu>
  );
}
