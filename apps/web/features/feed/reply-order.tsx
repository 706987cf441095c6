'use client';

import { ArrowDownUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { InlineSelect } from '../../components/inline-select.tsx';
import { useFeedPreferences } from './preferences.ts';

const ORDERS = ['top', 'newest', 'oldest'] as const;
export type ReplyOrder = (typeof ORDERS)[number];

const STORAGE_KEY = 'cl_reply_order';

/** The order of replies last chosen on this device; top replies first by default. */
export function useReplyOrder(): [ReplyOrder, (order: ReplyOrder) => void] {
  const [order, setOrder] = useState<ReplyOrder>(storedOrder);
  const choose = (next: ReplyOrder) => {
    setOrder(next);
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // Storage is unavailable: the choice holds until the page is closed.
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

/** Selects the order of replies. "Top" is not offered if the member switched ranking off. */
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
      // If ranking is off, the server returns the newest first instead of the top replies.
      value={!isRanked && order === 'top' ? 'newest' : order}
      options={ORDERS.filter((value) => isRanked || value !== 'top').map((value) => ({
        value,
        label: t(`replyOrders.${value}`),
      }))}
      onChange={onChoose}
    />
  );
}
