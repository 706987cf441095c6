'use client';

import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  use,
  useEffect,
  useRef,
  useState,
} from 'react';
import { cn } from './cn.ts';
import { FieldFrame, type FieldProps, inputClassName, useField } from './field.tsx';
import { InModal } from './in-modal.ts';
import { Spinner } from './spinner.tsx';
import { useItemsUnderPress } from './use-items-under-press.ts';

export type ComboboxProps<Item> = FieldProps &
  Omit<
    ComponentProps<'input'>,
    'children' | 'value' | 'onChange' | 'onSelect' | 'type' | 'role' | 'prefix'
  > & {
    /** The text in the input; the caller fetches `items` for it. */
    value: string;
    onValueChange: (text: string) => void;
    items: readonly Item[];
    itemKey: (item: Item) => string;
    /** Renders the content of an option. */
    renderItem: (item: Item) => ReactNode;
    /** Called when an item is chosen. The caller sets the input's text afterwards. */
    onSelect: (item: Item) => void;
    /** Items are loading. */
    loading?: boolean | undefined;
    /** Shown if there are no items and nothing loads; without it the list stays closed. */
    emptyText?: ReactNode;
    /** Announced politely when the list changes: "5 results". */
    statusText?: string | undefined;
    prefix?: ReactNode;
  };

/**
 * A text input with suggestions (ARIA 1.2 combobox). Arrow keys move through the list while the focus stays in the
 * input. Enter chooses; Escape first closes the list, then clears the input. The list floats; inside a modal, which would
 * cut it, it is part of the content and scrolls with it.
 */
export function Combobox<Item>({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  value,
  onValueChange,
  items: latestItems,
  itemKey,
  renderItem,
  onSelect,
  loading = false,
  emptyText,
  statusText,
  prefix,
  className,
  id,
  onKeyDown,
  onBlur,
  onFocus,
  ...props
}: ComboboxProps<Item>) {
  const field = useField({ id, help, error });
  const listId = `${field.id}-list`;
  const list = useRef<HTMLDivElement>(null);
  const isInModal = use(InModal);
  const [isListRequested, setIsListRequested] = useState(false);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const { items, pressHandlers } = useItemsUnderPress(latestItems);

  const activeIndex = items.findIndex((item) => itemKey(item) === activeKey);
  const hasRows = items.length > 0;
  const isOpen =
    isListRequested && (hasRows || loading || emptyText !== undefined) && (value !== '' || hasRows);
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    if (activeIndex < 0) return;
    list.current?.querySelector(`[id="${listId}-${activeIndex}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex, listId]);

  const move = (to: number) => {
    const item = items[(to + items.length) % items.length];
    if (item !== undefined) setActiveKey(itemKey(item));
  };
  const choose = (item: Item) => {
    setIsListRequested(false);
    setActiveKey(null);
    onSelect(item);
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    // A surrounding dialog may already have called preventDefault on Escape: only count the caller's.
    const wasPrevented = event.defaultPrevented;
    onKeyDown?.(event);
    // Ignore the key that confirms a suggestion of an input method.
    if ((event.defaultPrevented && !wasPrevented) || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) setIsListRequested(true);
      const isDown = event.key === 'ArrowDown';
      if (activeIndex < 0) move(isDown ? 0 : -1);
      else move(activeIndex + (isDown ? 1 : -1));
    } else if (event.key === 'Enter' && isOpen && items[activeIndex] !== undefined) {
      event.preventDefault();
      choose(items[activeIndex]);
    } else if (event.key === 'Escape') {
      if (isOpen) {
        event.preventDefault();
        setIsListRequested(false);
        setActiveKey(null);
      } else if (value !== '') {
        event.preventDefault();
        onValueChange('');
      }
    }
  };

  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, field }}>
      <div className="relative">
        <div className="relative flex items-center">
          {prefix ? (
            <span aria-hidden="true" className="pointer-events-none absolute left-3 inline-flex text-muted">
              {prefix}
            </span>
          ) : null}
          <input
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            dir="auto"
            {...props}
            {...field.input}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-activedescendant={isOpen && activeIndex >= 0 ? optionId(activeIndex) : undefined}
            value={value}
            onChange={(event) => {
              setIsListRequested(true);
              setActiveKey(null);
              onValueChange(event.currentTarget.value);
            }}
            onFocus={(event) => {
              onFocus?.(event);
              setIsListRequested(true);
            }}
            onBlur={(event) => {
              onBlur?.(event);
              // A list in the content stays: closing it would move a button away from under the press that blurs.
              if (!isInModal) setIsListRequested(false);
            }}
            onKeyDown={handleKey}
            className={cn(inputClassName, 'h-11', prefix && 'pl-10', loading && 'pr-10', className)}
          />
          {loading ? (
            <Spinner className="pointer-events-none absolute right-3 animate-appear-late text-muted" />
          ) : null}
        </div>
        {isOpen ? (
          <div
            className={cn(
              'mt-1.5 overflow-hidden rounded-card border border-line bg-surface',
              !isInModal && 'absolute inset-x-0 top-full z-40 shadow-float',
            )}
          >
            <div
              ref={list}
              id={listId}
              role="listbox"
              aria-label={typeof label === 'string' ? label : undefined}
              aria-busy={loading || undefined}
              className={cn('p-1 empty:hidden', !isInModal && 'max-h-72 overflow-y-auto overscroll-contain')}
              {...pressHandlers}
            >
              {items.map((item, index) => (
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which names the active option
                // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
                <div
                  key={itemKey(item)}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === activeIndex}
                  // Keeps the focus in the input, so that its blur does not close the list before the click.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(item)}
                  className="flex min-h-11 items-center rounded-control px-3 py-1.5 hover:bg-wash aria-selected:bg-nar-soft"
                >
                  {renderItem(item)}
                </div>
              ))}
            </div>
            {!hasRows && !loading ? <p className="px-4 py-3 text-muted">{emptyText}</p> : null}
            {!hasRows && loading ? (
              <div className="grid h-12 place-items-center text-muted">
                <Spinner />
              </div>
            ) : null}
          </div>
        ) : null}
        <span role="status" className="sr-only">
          {isOpen ? statusText : ''}
        </span>
      </div>
    </FieldFrame>
  );
}
