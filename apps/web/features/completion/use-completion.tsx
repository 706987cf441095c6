'use client';

import type { Schemas } from '@chitlaq/client';
import { Avatar, useItemsUnderPress } from '@chitlaq/ui';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import type { Caret } from '../../lib/use-caret.ts';
import { caretLine } from './caret-line.ts';
import { type CompletionTarget, insertCompletion } from './insert-completion.ts';

export interface MemberOption {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  official?: Schemas['Official'] | null | undefined;
  /** False: the member does not take mentions from the viewer. */
  mentionable?: boolean | undefined;
}
export interface HashtagOption {
  tag: string;
  /** Rises on the campus now. */
  isTrend?: boolean | undefined;
}
export type CompletionOption = MemberOption | HashtagOption;

const nameOf = (option: CompletionOption): string => ('tag' in option ? option.tag : option.username);

/** The list shows this many options without scrolling. */
const SHOWN_ROWS = 5;
const ROW_PX = 44;
const GAP_PX = 4;

/**
 * A list of completions for a text field. Arrow keys move through it, Enter and Tab choose, Escape closes it. A
 * member is active from the start; a hashtag only after an arrow key, because any word can be one.
 *
 * @param options  for `target`, best first
 * @param placement  `line`: at the line of the caret, which stays visible; `above`: above the element around the
 *   field, which must be positioned
 */
export function useCompletion({
  field,
  text,
  caret,
  target: latestTarget,
  options,
  placement,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  caret: Caret;
  target: CompletionTarget | undefined;
  options: readonly CompletionOption[];
  placement: 'line' | 'above';
}) {
  const t = useTranslations('completion');
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [dismissedAt, setDismissedAt] = useState<number>();
  const [active, setActive] = useState<{ typed: string; name: string }>();
  const target = hasFocus && latestTarget?.start !== dismissedAt ? latestTarget : undefined;
  const { items, pressHandlers } = useItemsUnderPress(target ? options : []);
  const isOpen = target !== undefined && items.length > 0;
  const isMember = target?.sigil === '@';
  const chosenIndex =
    active?.typed === target?.typed ? items.findIndex((item) => nameOf(item) === active?.name) : -1;
  const activeIndex = isOpen && chosenIndex < 0 && isMember ? 0 : chosenIndex;

  useEffect(() => {
    if (!isOpen || activeIndex < 0) return;
    list.current?.children[activeIndex]?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, activeIndex]);

  const choose = (option: CompletionOption) => {
    if (!target) return;
    const next = insertCompletion(text, target, nameOf(option));
    caret.replace(next.text, next.caret);
  };
  const move = (index: number) => {
    const option = items[(index + items.length) % items.length];
    if (option && target) setActive({ typed: target.typed, name: nameOf(option) });
  };
  /** @returns whether the list has handled the key */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    // The key that confirms a suggestion of an input method is not for the list.
    if (!isOpen || event.nativeEvent.isComposing) return false;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const current = items[activeIndex];
    if (event.key === 'ArrowDown') move(activeIndex + 1);
    else if (event.key === 'ArrowUp') move(activeIndex < 0 ? -1 : activeIndex - 1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && current) choose(current);
    else if (event.key === 'Escape') setDismissedAt(target.start);
    else return false;
    event.preventDefault();
    return true;
  };
  const rows = items.map((option, index) => (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
    <div
      key={nameOf(option)}
      id={`${listId}-${index}`}
      role="option"
      aria-selected={index === activeIndex}
      // Keeps the focus in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => choose(option)}
      className="flex min-h-11 items-center gap-3 rounded-control px-3 hover:bg-wash aria-selected:bg-nar-soft"
    >
      <OptionContent option={option} trendLabel={t('trend')} refusalLabel={t('notMentionable')} />
    </div>
  ));
  return {
    isOpen,
    onKeyDown,
    /** For the text field. */
    fieldProps: {
      'aria-autocomplete': 'list' as const,
      'aria-haspopup': 'listbox' as const,
      'aria-controls': isOpen ? listId : undefined,
      'aria-activedescendant': isOpen && activeIndex >= 0 ? `${listId}-${activeIndex}` : undefined,
      onSelect: caret.track,
      onFocus: () => setHasFocus(true),
      onBlur: () => setHasFocus(false),
    },
    /** Put it directly after the field. */
    list: (
      <>
        {isOpen ? (
          <ListFrame placement={placement} field={field} position={target.start} count={items.length}>
            {(style) => (
              <div
                ref={list}
                id={listId}
                role="listbox"
                aria-label={t(isMember ? 'members' : 'hashtags')}
                // The drawer around it must not be dragged by this list.
                data-vaul-no-drag=""
                style={style}
                className="overflow-y-auto overscroll-contain rounded-card border border-line bg-surface p-1 shadow-float"
                {...pressHandlers}
              >
                {rows}
              </div>
            )}
          </ListFrame>
        ) : null}
        <span role="status" className="sr-only">
          {isOpen ? t('count', { count: items.length }) : ''}
        </span>
      </>
    ),
  };
}

function OptionContent({
  option,
  trendLabel,
  refusalLabel,
}: {
  option: CompletionOption;
  trendLabel: string;
  refusalLabel: string;
}) {
  if ('tag' in option)
    return (
      <>
        <span dir="auto" className="min-w-0 truncate">
          #<bdi>{option.tag}</bdi>
        </span>
        {option.isTrend ? <span className="ml-auto text-muted text-sm">{trendLabel}</span> : null}
      </>
    );
  return (
    <>
      <Avatar name={option.displayName} seed={option.id} src={option.avatarUrl} size={24} />
      <span className="min-w-0 truncate">
        <MemberName member={option} /> <span className="text-muted">@{option.username}</span>
      </span>
      {option.mentionable === false ? (
        <span className="ml-auto shrink-0 text-muted text-sm">{refusalLabel}</span>
      ) : null}
    </>
  );
}

interface Place {
  isAbove: boolean;
  /** From the line of the caret to the bottom of the field, or to its top. */
  offset: number;
  maxHeight: number;
}

/**
 * Places the list. In a dialog it takes up space, so that the dialog grows with it; elsewhere it floats below the
 * line of the caret, or above it if there is more space.
 */
function ListFrame({
  placement,
  field,
  position,
  count,
  children,
}: {
  placement: 'line' | 'above';
  field: RefObject<HTMLTextAreaElement | null>;
  position: number;
  count: number;
  children: (style: CSSProperties | undefined) => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place & { isInDialog: boolean }>();
  useLayoutEffect(() => {
    const element = field.current;
    if (placement === 'above' || !element) return;
    const line = caretLine(element, position);
    const { top } = element.getBoundingClientRect();
    const below = (window.visualViewport?.height ?? window.innerHeight) - top - line.bottom - 2 * GAP_PX;
    const above = top + line.top - 2 * GAP_PX;
    const wanted = Math.min(count, SHOWN_ROWS) * ROW_PX + 10;
    const isInDialog = element.closest('[role="dialog"]') !== null;
    const isAbove = !isInDialog && below < Math.min(wanted, 3 * ROW_PX) && above > below;
    setPlace({
      isInDialog,
      isAbove,
      offset: isAbove ? element.offsetHeight - line.top : element.offsetHeight - line.bottom,
      maxHeight: isInDialog ? wanted : Math.min(wanted, isAbove ? above : below),
    });
  }, [placement, field, position, count]);
  const isInDialog = place?.isInDialog ?? false;
  useEffect(() => {
    if (isInDialog) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [isInDialog]);

  if (placement === 'above')
    return <div className="absolute inset-x-2 bottom-full z-10 mb-1">{children({ maxHeight: '50dvh' })}</div>;
  if (!place) return <div ref={frame} />;
  const style = { maxHeight: place.maxHeight };
  if (place.isInDialog)
    return (
      <div ref={frame} className="relative z-20" style={{ marginTop: GAP_PX - place.offset }}>
        {children(style)}
      </div>
    );
  return (
    <div ref={frame} className="relative z-20 h-0">
      <div
        className="absolute inset-x-0 max-w-md"
        style={place.isAbove ? { bottom: place.offset + GAP_PX } : { top: GAP_PX - place.offset }}
      >
        {children(style)}
      </div>
    </div>
  );
}
