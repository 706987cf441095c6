'use client';

import { type ComponentProps, createContext, type KeyboardEvent, type ReactNode, use, useId } from 'react';
import { cn } from './cn.ts';
import { activeTabClassName, TabCount, tabClassName, tabListClassName } from './tab-links.tsx';

export type TabItem<Value extends string> = { value: Value; label: ReactNode; count?: ReactNode };

export type TabsProps<Value extends string> = Omit<
  ComponentProps<'div'>,
  'dir' | 'defaultValue' | 'onChange' | 'aria-label'
> & {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
};

const TabsContext = createContext<{ id: string; value: string }>({ id: '', value: '' });
const tabId = (id: string, value: string) => `${id}-tab-${value}`;
const panelId = (id: string, value: string) => `${id}-panel-${value}`;

/** The index that a key leads to from `index`; undefined for another key. */
function indexAfterKey(key: string, index: number, count: number, isRtl: boolean): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const isForward = (key === 'ArrowRight') !== isRtl;
  return (index + (isForward ? 1 : count - 1)) % count;
}

/**
 * Tabs within a page. Its children are `TabPanel`s. One tab is in the tab order; arrow keys, Home and End move the focus
 * and open the tab.
 */
export function Tabs<Value extends string>({
  label,
  items,
  value,
  onValueChange,
  children,
  ...props
}: TabsProps<Value>) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = items.findIndex((item) => item.value === value);
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const nextIndex = indexAfterKey(event.key, index, items.length, isRtl);
    const next = nextIndex === undefined ? undefined : items[nextIndex];
    if (!next) return;
    event.preventDefault();
    document.getElementById(tabId(id, next.value))?.focus();
    onValueChange(next.value);
  };
  return (
    <TabsContext value={{ id, value }}>
      <div {...props}>
        <div role="tablist" aria-label={label} className={tabListClassName} onKeyDown={onKeyDown}>
          {items.map((item) => {
            const isCurrent = item.value === value;
            return (
              <button
                key={item.value}
                type="button"
                role="tab"
                id={tabId(id, item.value)}
                aria-selected={isCurrent}
                aria-controls={isCurrent ? panelId(id, item.value) : undefined}
                tabIndex={isCurrent ? 0 : -1}
                className={cn(tabClassName, isCurrent && activeTabClassName)}
                onClick={() => onValueChange(item.value)}
              >
                {item.label}
                {item.count === undefined ? null : <TabCount>{item.count}</TabCount>}
              </button>
            );
          })}
        </div>
        {children}
      </div>
    </TabsContext>
  );
}

export type TabPanelProps = ComponentProps<'div'> & { value: string };

/** What a tab shows; rendered while its tab is the current one. */
export function TabPanel({ value, className, ...props }: TabPanelProps) {
  const { id, value: current } = use(TabsContext);
  if (value !== current) return null;
  return (
    <div
      {...props}
      role="tabpanel"
      id={panelId(id, value)}
      aria-labelledby={tabId(id, value)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without a focusable element must be reachable
      tabIndex={0}
      className={cn('pt-4', className)}
    />
  );
}
