'use client';

import { Banner, Loading, Skeleton } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type RefObject,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { readStoredEmoji, storeRecentEmoji, storeTone } from '../../lib/emoji-storage.ts';
import { isLocale } from '../../lib/locale.ts';
import { type Emoji, moveInGrid, SKIN_TONES, type SkinTone, searchEmoji, withTone } from './emoji.ts';
import { useEmojiGroups } from './use-emoji-groups.ts';

const CELL_PX = 44;
const HEADING_PX = 36;
/** How far outside the visible part a group is rendered. */
const MARGIN_PX = 400;
const HAND = { base: '✋', hasTones: true };

const GROUP_ICONS = {
  recent: '🕘',
  smileys_emotion: '😀',
  people_body: '👋',
  animals_nature: '🐻',
  food_drink: '🍎',
  travel_places: '🚌',
  activities: '⚽',
  objects: '💡',
  symbols: '💜',
  flags: '🚩',
} as const;
type GroupName = keyof typeof GROUP_ICONS;
const isGroupName = (slug: string): slug is GroupName => slug in GROUP_ICONS;

interface Section {
  /** Undefined for search results. */
  name: GroupName | undefined;
  /** Index of its first emoji in the grid. */
  start: number;
  rows: { emoji: string; name: string }[][];
}

const toRows = <Item,>(items: readonly Item[], columns: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / columns) }, (_, row) =>
    items.slice(row * columns, (row + 1) * columns),
  );

/** Search field, groups and grid of emoji. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const t = useTranslations('emoji');
  const locale = useLocale();
  const groups = useEmojiGroups(isLocale(locale) ? locale : 'tr');
  const [stored] = useState(readStoredEmoji);
  const [tone, setTone] = useState<SkinTone>(SKIN_TONES[stored.tone] ?? 0);
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const [active, setActive] = useState(0);
  const [pointedName, setPointedName] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const mustFocus = useRef(false);
  const [columns, setColumns] = useState(8);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setColumns(Math.max(4, Math.floor(element.clientWidth / CELL_PX)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const sections = useMemo((): Section[] => {
    if (!groups || groups === 'failed') return [];
    const toCell = (emoji: Emoji) => ({ emoji: withTone(emoji, tone), name: emoji.name });
    const byText = new Map(groups.flatMap(({ emoji }) => emoji).map((emoji) => [emoji.base, emoji.name]));
    const recent = stored.recent.map((emoji) => ({
      emoji,
      // The name does not say the skin tone.
      name: byText.get(emoji) ?? byText.get(emoji.replace(/\p{Emoji_Modifier}/gu, '')) ?? emoji,
    }));
    const lists =
      query === ''
        ? [
            { name: 'recent' as const, cells: recent },
            ...groups.map(({ slug, emoji }) => ({
              name: isGroupName(slug) ? slug : undefined,
              cells: emoji.map(toCell),
            })),
          ]
        : [{ name: undefined, cells: searchEmoji(groups, query).map(toCell) }];
    let start = 0;
    return lists
      .filter(({ cells }) => cells.length > 0)
      .map(({ name, cells }) => {
        const section = { name, start, rows: toRows(cells, columns) };
        start += cells.length;
        return section;
      });
  }, [groups, stored, tone, query, columns]);
  const rowLengths = useMemo(() => sections.flatMap(({ rows }) => rows.map((row) => row.length)), [sections]);
  const count = rowLengths.reduce((sum, length) => sum + length, 0);
  const activeIndex = Math.min(active, count - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other results start at their beginning
  useEffect(() => {
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [query]);
  useLayoutEffect(() => {
    if (!mustFocus.current) return;
    mustFocus.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${activeIndex}"]`)?.focus();
  }, [activeIndex]);

  const focusActive = (index: number) => {
    mustFocus.current = true;
    setActive(index);
    if (index === activeIndex) {
      mustFocus.current = false;
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
    }
  };
  const onGridKey = (event: KeyboardEvent) => {
    const next = moveInGrid(rowLengths, activeIndex, event.key, event.ctrlKey || event.metaKey);
    if (next === undefined) return;
    event.preventDefault();
    focusActive(next);
  };
  const choose = (emoji: string) => {
    storeRecentEmoji(emoji);
    onChoose(emoji);
  };
  const first = sections[0]?.rows[0]?.[0];
  return (
    <div className="flex h-[min(26rem,65dvh)] min-h-0 flex-col">
      <div className="flex items-center gap-1">
        <label className="flex h-11 min-w-0 flex-1 items-center gap-2 rounded-control border border-edge bg-surface px-3 focus-within:outline-2 focus-within:outline-ink">
          <Search aria-hidden="true" className="text-muted" />
          <input
            type="text"
            inputMode="search"
            enterKeyHint="search"
            dir="auto"
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'ArrowDown' && count > 0) {
                event.preventDefault();
                focusActive(activeIndex);
              } else if (event.key === 'Enter' && query !== '' && first) {
                event.preventDefault();
                choose(first.emoji);
              }
            }}
            className="min-w-0 flex-1 bg-transparent outline-none"
          />
        </label>
        <ToneSelect
          tone={tone}
          onChange={(next) => {
            setTone(next);
            storeTone(next);
          }}
        />
      </div>
      {query === '' ? (
        <div
          role="toolbar"
          aria-label={t('title')}
          className="flex shrink-0 overflow-x-auto"
          data-vaul-no-drag=""
        >
          {sections.map(({ name, start }) =>
            name ? (
              <button
                key={name}
                type="button"
                aria-label={t(`groups.${name}`)}
                title={t(`groups.${name}`)}
                onClick={() => {
                  setActive(start);
                  scroller.current
                    ?.querySelector(`[data-group="${name}"]`)
                    ?.scrollIntoView({ block: 'start' });
                }}
                className="grid size-11 shrink-0 place-items-center rounded-control text-lg hover:bg-wash"
              >
                {GROUP_ICONS[name]}
              </button>
            ) : null,
          )}
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of buttons, whose rows come and go */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={-1}
        aria-label={t('title')}
        aria-rowcount={rowLengths.length}
        data-vaul-no-drag=""
        onKeyDown={onGridKey}
        onPointerOver={(event) => setPointedName(nameUnder(event.target))}
        onFocus={(event) => setPointedName(nameUnder(event.target))}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none"
      >
        {groups === undefined ? (
          <Loading label={t('title')}>
            <Skeleton className="m-1 h-40" />
          </Loading>
        ) : null}
        {sections.map((section) => {
          const end = section.start + section.rows.reduce((sum, row) => sum + row.length, 0);
          const isActive = activeIndex >= section.start && activeIndex < end;
          return (
            <EmojiSection
              key={section.name ?? 'found'}
              section={section}
              label={section.name ? t(`groups.${section.name}`) : undefined}
              scroller={scroller}
              activeIndex={isActive ? activeIndex : undefined}
              onChoose={choose}
            />
          );
        })}
      </div>
      {groups === 'failed' ? <Banner tone="warn">{t('failed')}</Banner> : null}
      <p role="status" className={query === '' ? 'sr-only' : 'p-2 text-muted text-sm'}>
        {query === '' || !groups ? '' : count > 0 ? t('found', { count }) : t('none')}
      </p>
      <p aria-hidden="true" className="h-6 shrink-0 truncate px-2 text-muted text-sm max-tablet:hidden">
        {pointedName}
      </p>
    </div>
  );
}

const nameUnder = (target: EventTarget): string =>
  target instanceof Element ? (target.closest('[data-index]')?.getAttribute('aria-label') ?? '') : '';

/** One group. Its height is known, so it is rendered only near the visible part. */
const EmojiSection = memo(function EmojiSection({
  section: { name, start, rows },
  label,
  scroller,
  activeIndex,
  onChoose,
}: {
  section: Section;
  label: string | undefined;
  scroller: RefObject<HTMLDivElement | null>;
  /** The emoji that Tab reaches, if it is in this group. */
  activeIndex: number | undefined;
  onChoose: (emoji: string) => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(start === 0);
  useEffect(() => {
    if (!frame.current) return;
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false),
      { root: scroller.current, rootMargin: `${MARGIN_PX}px 0px` },
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [scroller]);
  const headingPx = label ? HEADING_PX : 0;
  let index = start;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div
      ref={frame}
      role="rowgroup"
      aria-label={label}
      data-group={name}
      style={{ height: rows.length * CELL_PX + headingPx }}
    >
      {label ? (
        <p
          aria-hidden="true"
          className="flex items-center px-2 text-muted text-sm"
          style={{ height: headingPx }}
        >
          {label}
        </p>
      ) : null}
      {isNear || activeIndex !== undefined
        ? rows.map((row) => (
            // biome-ignore lint/a11y/useSemanticElements: part of the grid
            // biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus
            <div key={row[0]?.emoji} role="row" className="flex">
              {row.map((cell) => {
                const at = index++;
                return (
                  // biome-ignore lint/a11y/useSemanticElements: part of the grid
                  <button
                    key={cell.emoji}
                    type="button"
                    role="gridcell"
                    data-index={at}
                    tabIndex={at === activeIndex ? 0 : -1}
                    aria-label={cell.name}
                    onClick={() => onChoose(cell.emoji)}
                    className="grid size-11 place-items-center rounded-control text-2xl -outline-offset-2 hover:bg-wash"
                  >
                    {cell.emoji}
                  </button>
                );
              })}
            </div>
          ))
        : null}
    </div>
  );
});

function ToneSelect({ tone, onChange }: { tone: SkinTone; onChange: (tone: SkinTone) => void }) {
  const t = useTranslations('emoji');
  return (
    <label className="relative grid size-11 shrink-0 place-items-center rounded-control text-xl hover:bg-wash has-focus-visible:outline-2 has-focus-visible:outline-ink">
      <span aria-hidden="true">{withTone(HAND, tone)}</span>
      {/* Covers the hand, so that a press on it opens the list. */}
      <select
        aria-label={t('tone')}
        value={tone}
        onChange={(event) => onChange(SKIN_TONES[Number(event.target.value)] ?? 0)}
        className="absolute inset-0 size-full cursor-pointer appearance-none bg-surface text-base text-ink opacity-0"
      >
        {SKIN_TONES.map((value) => (
          <option key={value} value={value}>
            {withTone(HAND, value)} {t(`tones.${value}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
