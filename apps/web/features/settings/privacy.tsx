'use client';

import { Button } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { api } from '../../lib/api.ts';
import { useMemberActions } from '../members/member-actions.ts';
import { MemberList } from '../members/member-list.tsx';
import { LikesSetting } from './likes-setting.tsx';
import { PublicPreviewsSetting } from './public-previews-setting.tsx';

/** Who sees what: public previews, likes, and the blocked and muted members with buttons to undo. */
export function Privacy() {
  const t = useTranslations('settings');
  const { unblock, unmute } = useMemberActions();
  return (
    <>
      <BackHeader title={t('pages.privacy.title')} />
      <section className="px-4 pt-4">
        <h2 className="font-medium text-lg">{t('links')}</h2>
        <PublicPreviewsSetting />
      </section>
      <section className="px-4 pt-4">
        <h2 className="font-medium text-lg">{t('likes')}</h2>
        <LikesSetting />
      </section>
      <section>
        <h2 className="px-4 pt-4 font-medium text-lg">{t('blocked')}</h2>
        <p className="px-4 pb-2 text-muted">{t('blockedLead')}</p>
        <MemberList
          queryKey={['blocks']}
          load={(cursor) => api.get('/blocks', { query: { limit: 30, ...(cursor ? { cursor } : {}) } })}
          empty={t('noBlocked')}
          action={(member) => (
            <Button size="sm" variant="outline" onClick={() => void unblock(member)}>
              {t('unblock')}
            </Button>
          )}
        />
      </section>
      <section>
        <h2 className="px-4 pt-6 font-medium text-lg">{t('muted')}</h2>
        <p className="px-4 pb-2 text-muted">{t('mutedLead')}</p>
        <MemberList
          queryKey={['mutes']}
          load={(cursor) => api.get('/mutes', { query: { limit: 30, ...(cursor ? { cursor } : {}) } })}
          empty={t('noMuted')}
          action={(member) => (
            <Button size="sm" variant="outline" onClick={() => void unmute(member)}>
              {t('unmute')}
            </Button>
          )}
        />
      </section>
    </>
  );
}
