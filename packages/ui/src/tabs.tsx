'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
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

/** Tabs within a page; arrow keys move between them. Its children are `TabPanel`s. */
export function Tabs<Value extends string>({
  label,
  items,
  value,
  onValueChange,
  children,
  ...props
}: TabsProps<Value>) {
  const choose = (next: string) => {
    const item = items.find((candidate) => candidate.value === next);
    if (item) onValueChange(item.value);
  };
  return (
    <Primitive.Root {...props} value={value} onValueChange={choose}>
      <Primitive.List aria-label={label} className={tabListClassName}>
        {items.map((item) => (
          <Primitive.Trigger
            key={item.value}
            value={item.value}
            className={cn(tabClassName, item.value === value && activeTabClassName)}
          >
            {item.label}
            {item.count === undefined ? null : <TabCount>{item.count}</TabCount>}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {children}
    </Primitive.Root>
  );
}

export type TabPanelProps = ComponentProps<'div'> & { value: string };

export function TabPanel({ className, ...props }: TabPanelProps) {
  return <Primitive.Content {...props} className={cn('pt-4', className)} />;
}
