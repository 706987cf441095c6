'use client';

import { ArrowDownUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { InlineSelect } from './inline-select.tsx';
import { useFeedPreferences } from './preferences.ts';

const ORDERS = ['top', 'newest', 'oldest'] as const;
export type ReplyOrder = (typeof ORDERS)[number];

const STORAGE_KEY = 'cl_reply_order';

/** The order of replies that this device was last asked for; at first the best first. */
export function useReplyOrder(): [ReplyOrder, (order: ReplyOrder) => void] {
  const [order, setOrder] = useState<ReplyOrder>(storedOrder);
  const choose = (next: ReplyOrder) => {
    setOrder(next);
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // Where nothing may be kept, the choice holds until the page is left.
    }
  };
  return [order, choose];
}

function storedOrder(): ReplyOrder {
  try {
    const stored = globalThis.localStorage?.getItem(STORAGE_KEY);
    return ORDERS.find((order) => order === stored) ?? 'top';
  } catch {
    return 'top';
  }
}

/** How the replies are ordered. Best first is no choice where the reader has switched ranking off. */
export function ReplyOrderChoice({
  order,
  onChoose,
}: {
  order: ReplyOrder;
  onChoose: (order: ReplyOrder) => void;
}) {
  const t = useTranslations('feed');
  const isRanked = useFeedPreferences()?.ranking !== false;
  return (
    <InlineSelect
      label={t('replyOrder')}
      Icon={ArrowDownUp}
      // The server answers a best first that is switched off with the newest first.
      value={!isRanked && order === 'top' ? 'newest' : order}
      options={ORDERS.filter((value) => isRanked || value !== 'top').map((value) => ({
        value,
        label: t(`replyOrders.${value}`),
      }))}
      onChange={onChoose}
    />
  );
}
