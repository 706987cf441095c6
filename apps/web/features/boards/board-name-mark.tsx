'use client';

import { BOARD_COLOURS, type BoardName, boardName } from '@chitlaq/text/board-names';
import { PatternMark } from '@chitlaq/ui';
import { useLocale } from 'use-intl';

/** The mark of a name: in its colour, with a pattern of its animal. */
export function BoardNameMark({ name, size }: { name: BoardName; size?: number }) {
  const colour = BOARD_COLOURS[name.colour];
  return (
    <PatternMark
      hue={colour?.hue ?? 60}
      pale={colour?.isPale}
      seed={name.animal * 97 + (name.number ?? 1)}
      size={size}
    />
  );
}

/** Returns a name in the reader's language. */
export function useBoardName(): (name: BoardName) => string {
  const locale = useLocale();
  return (name) => boardName(name, locale);
}
