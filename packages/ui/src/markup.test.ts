import { createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { Combobox } from './combobox.tsx';
import { CounterRing } from './counter-ring.tsx';
import { DataTable } from './data-table.tsx';
import { ErrorState } from './empty-and-error-states.tsx';
import { IconButton } from './icon-button.tsx';
import { ProgressBar } from './meter.tsx';
import { Slot } from './slot.tsx';
import { TabPanel, Tabs } from './tabs.tsx';
import { TextField } from './text-field.tsx';

/** The opening tag of the first match, and the text of the element with an id. */
function rendered(element: ReactNode) {
  const html = renderToStaticMarkup(element);
  return {
    html,
    tag: (name: string) => new RegExp(`<${name}[^>]*>`).exec(html)?.[0] ?? '',
    attribute: (name: string, attribute: string) =>
      new RegExp(`<${name}[^>]* ${attribute}="([^"]*)"`).exec(html)?.[1],
    textOf: (id: string) =>
      new RegExp(`id="${id}"[^>]*>(.*?)</(?:p|div|span)>`).exec(html)?.[1]?.replace(/<[^>]*>/g, ''),
  };
}

test('an inert button stays focusable and explains why', () => {
  const able = rendered(h(Button, null, 'Send'));
  expect(able.tag('button')).not.toContain('aria-disabled');

  const inert = rendered(h(Button, { disabledReason: 'Write something first.' }, 'Send'));
  expect(inert.attribute('button', 'aria-disabled')).toBe('true');
  expect(inert.tag('button')).not.toContain(' disabled');
  expect(inert.textOf(inert.attribute('button', 'aria-describedby')!)).toBe('Write something first.');
});

test('a pending button is busy and keeps its text', () => {
  const { html, attribute } = rendered(h(Button, { pending: true }, 'Send'));
  expect(attribute('button', 'aria-busy')).toBe('true');
  expect(html).toContain('Send');
});

test('a button can give its look to a link', () => {
  const { html } = rendered(
    h(Button, { asChild: true, variant: 'primary' }, h('a', { href: '/join' }, 'Join')),
  );
  expect(html).toMatch(/^<a [^>]*href="\/join"[^>]*>Join<\/a>$/);
  expect(html).not.toContain('type=');
});

test('a look given to a link keeps the classes and the handlers of both', () => {
  const calls: string[] = [];
  const link = h('a', { href: '/join', className: 'own', onClick: () => calls.push('link') }, 'Join');
  const slot = Slot({ children: link, className: 'look', onClick: () => calls.push('button') });
  const { className, href, onClick, children } = (slot as { props: object }).props as Record<
    string,
    never
  > & { onClick(): void };
  onClick();
  expect([className, href, children, calls]).toEqual(['look own', '/join', 'Join', ['link', 'button']]);
});

test('an icon button has its label as its name', () => {
  expect(rendered(h(IconButton, { label: 'Close' }, '×')).attribute('button', 'aria-label')).toBe('Close');
});

test('a field is tied to its label, its help and its error', () => {
  const right = rendered(h(TextField, { label: 'Name', help: 'As on your card.' }));
  expect(right.html).toContain(`<label for="${right.attribute('input', 'id')}"`);
  expect(right.tag('input')).not.toContain(' aria-invalid=');
  expect(right.textOf(right.attribute('input', 'aria-describedby')!)).toBe('As on your card.');

  const wrong = rendered(h(TextField, { label: 'Name', help: 'As on your card.', error: 'Too short.' }));
  expect(wrong.attribute('input', 'aria-invalid')).toBe('true');
  const [errorId, helpId] = wrong.attribute('input', 'aria-describedby')!.split(' ');
  expect(wrong.textOf(errorId!)).toBe('Too short.');
  expect(wrong.textOf(helpId!)).toBe('As on your card.');
});

test('a combobox without focus is closed and names no list', () => {
  const { attribute, tag } = rendered(
    h(Combobox<string>, {
      label: 'City',
      value: '',
      onValueChange: () => {},
      items: ['Adana'],
      itemKey: (city) => city,
      renderItem: (city) => city,
      onSelect: () => {},
    }),
  );
  expect(attribute('input', 'role')).toBe('combobox');
  expect(attribute('input', 'aria-expanded')).toBe('false');
  expect(tag('input')).not.toContain('aria-controls');
});

test.for([
  [41, '', ''],
  [40, '40', '40 left'],
  [33, '33', '40 left'],
  [1, '1', '5 left'],
  [0, '0', '0 left'],
  [-3, '−3', '-1 left'],
] as const)('with %i left the counter shows "%s" and announces "%s"', ([remaining, shown, announcement]) => {
  const { html } = rendered(h(CounterRing, { remaining, max: 500, label: (left: number) => `${left} left` }));
  expect(/aria-hidden="true" class="tabular-nums[^>]*>([^<]*)</.exec(html)?.[1]).toBe(shown);
  expect(/role="status"[^>]*>([^<]*)</.exec(html)?.[1]).toBe(announcement);
  expect(html.includes('text-nar')).toBe(remaining <= 0);
});

test('an indeterminate progress bar has no value', () => {
  expect(rendered(h(ProgressBar, { label: 'Upload', value: null })).html).not.toContain('aria-valuenow');
  expect(rendered(h(ProgressBar, { label: 'Upload', value: 0.5 })).html).toContain('aria-valuenow="0.5"');
});

test('a table exposes its sort order and can be scrolled by keys', () => {
  const { html } = rendered(
    h(DataTable<string>, {
      caption: 'Cities',
      columns: [
        { key: 'name', header: 'Name', cell: (row) => row, sortable: true, isRowHeader: true },
        { key: 'size', header: 'Size', cell: () => 1, sortable: true, align: 'end' },
      ],
      rows: ['Adana'],
      rowKey: (row) => row,
      sort: { key: 'name', direction: 'descending' },
      onSortChange: () => {},
    }),
  );
  expect(html.match(/aria-sort="descending"/g)).toHaveLength(1);
  expect(html).toContain('<th scope="row"');
  expect(html).toMatch(/<section aria-label="Cities" tabindex="0"/i);
});

test('an error shows a request id only if there is one', () => {
  expect(
    rendered(h(ErrorState, { title: 'It failed.', requestId: 'r-1', requestIdLabel: 'Request' })).html,
  ).toContain('r-1');
  expect(rendered(h(ErrorState, { title: 'It failed.' })).html).not.toContain('<code');
});

test('a caller can override the size, radius and shadow of a component', () => {
  expect(cn('rounded-control text-sm shadow-float', 'rounded-card text-lg shadow-none')).toBe(
    'rounded-card text-lg shadow-none',
  );
  expect(cn('text-sm text-muted', 'text-ink')).toBe('text-sm text-ink');
});

test('of tabs one can be reached by Tab; it names its panel, and only that panel is there', () => {
  const items = [
    { value: 'posts', label: 'Posts' },
    { value: 'people', label: 'People' },
  ];
  const panels = items.map(({ value }) => h(TabPanel, { key: value, value }, `All ${value}`));
  const { html } = rendered(
    h(Tabs, { label: 'Results', items, value: 'people', onValueChange: () => undefined }, panels),
  );
  const tabs = [...html.matchAll(/<button[^>]* role="tab"[^>]*>/g)].map(([tag]) => tag);
  expect(tabs.map((tag) => / tabindex="([^"]*)"/i.exec(tag)?.[1])).toEqual(['-1', '0']);
  expect(tabs.map((tag) => / aria-selected="([^"]*)"/.exec(tag)?.[1])).toEqual(['false', 'true']);
  const panel = /<div role="tabpanel"[^>]*>([^<]*)</.exec(html);
  expect(panel?.[1]).toBe('All people');
  const current = tabs[1] ?? '';
  expect(/ aria-controls="([^"]*)"/.exec(current)?.[1]).toBe(/ id="([^"]*)"/.exec(panel?.[0] ?? '')?.[1]);
  expect(/ aria-labelledby="([^"]*)"/.exec(panel?.[0] ?? '')?.[1]).toBe(/ id="([^"]*)"/.exec(current)?.[1]);
});
