'use client';

import { graphemeCount, normalise } from '@chitlaq/text';
import { BOARD_POST_MAX } from '@chitlaq/text/pseudonyms';
import { CounterRing, TextArea, type TextAreaProps } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';

/** A length as the server counts it. */
export const lengthOf = (text: string): number => graphemeCount(normalise(text).trim());

/** The text of a post, with what is left near its limit. */
export function TextWithCounter({ value, ...props }: Omit<TextAreaProps, 'value'> & { value: string }) {
  const t = useTranslations('boards.compose');
  return (
    <TextArea
      {...props}
      value={value}
      grows
      aside={
        <CounterRing
          remaining={BOARD_POST_MAX - lengthOf(value)}
          max={BOARD_POST_MAX}
          showsAt={200}
          label={(left) => (left < 0 ? t('over', { count: -left }) : t('left', { count: left }))}
        />
      }
    />
  );
}
