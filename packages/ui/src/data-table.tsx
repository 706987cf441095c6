'use client';

import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** `end` for numbers; they get tabular digits. */
  align?: 'start' | 'end' | undefined;
  sortable?: boolean | undefined;
  /** Marks the cell as the row's header for screen readers. One column per table. */
  isRowHeader?: boolean | undefined;
  className?: string | undefined;
};

export type Sort = { key: string; direction: 'ascending' | 'descending' };

export type DataTableProps<Row> = {
  /** What the table lists; for screen readers, also as the name of the scrollable region. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  /** Called on a press on a header: toggles the direction; a new column starts ascending. The caller sorts. */
  onSortChange?: ((sort: Sort) => void) | undefined;
  /** On a phone each row becomes a stack of lines, a header and a value each, instead of scrolling sideways. */
  stacked?: boolean | undefined;
  /** Shown instead of rows. */
  empty?: ReactNode;
  className?: string | undefined;
};

/** A dense table. It scrolls horizontally, by keyboard too, and its header stays in view. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  sort,
  onSortChange,
  stacked = false,
  empty,
  className,
}: DataTableProps<Row>) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable to be scrolled by keys
      tabIndex={0}
      // Positioned, so that texts for screen readers in far columns do not widen the page.
      className={cn(
        'relative overflow-auto rounded-card border border-line bg-surface -outline-offset-2',
        className,
      )}
    >
      <table className={cn('w-full border-collapse text-sm', stacked && 'max-tablet:block')}>
        <caption className="sr-only">{caption}</caption>
        <thead
          className={cn(
            'sticky top-0 z-10 bg-surface shadow-[inset_0_-1px_var(--line)]',
            stacked && 'max-tablet:sr-only',
          )}
        >
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={sort?.key === column.key ? sort.direction : undefined}
                className={cn(
                  'h-10 whitespace-nowrap px-3 text-left font-medium text-muted first:pl-4 last:pr-4',
                  column.align === 'end' && 'text-right',
                  column.className,
                )}
              >
                {column.sortable && onSortChange ? (
                  <SortButton column={column} sort={sort} onSortChange={onSortChange} />
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={cn(stacked && 'max-tablet:block')}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={cn(
                'border-line border-t first:border-t-0 hover:bg-wash',
                stacked && 'max-tablet:block max-tablet:px-4 max-tablet:py-2',
              )}
            >
              {columns.map((column) => {
                const Cell = column.isRowHeader ? 'th' : 'td';
                const content = column.cell(row);
                const isEmpty = content === null || content === undefined || content === '';
                return (
                  <Cell
                    key={column.key}
                    scope={column.isRowHeader ? 'row' : undefined}
                    className={cn(
                      'h-11 px-3 py-1.5 text-left font-normal first:pl-4 last:pr-4',
                      column.isRowHeader && 'font-medium',
                      column.align === 'end' && 'tabular-nums text-right',
                      column.className,
                      stacked &&
                        'max-tablet:flex max-tablet:h-auto max-tablet:items-baseline max-tablet:gap-3 max-tablet:px-0 max-tablet:py-1 max-tablet:first:pl-0 max-tablet:last:pr-0',
                      stacked && isEmpty && 'max-tablet:hidden',
                    )}
                  >
                    {stacked && !column.isRowHeader ? (
                      <span aria-hidden="true" className="w-28 shrink-0 text-muted tablet:hidden">
                        {column.header}
                      </span>
                    ) : null}
                    {content}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? empty : null}
    </section>
  );
}

function SortButton<Row>({
  column,
  sort,
  onSortChange,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSortChange: (sort: Sort) => void;
}) {
  const isSorted = sort?.key === column.key;
  const isAscending = isSorted && sort.direction === 'ascending';
  const SortIcon = isSorted ? (isAscending ? ArrowUp : ArrowDown) : ArrowUpDown;
  return (
    <button
      type="button"
      onClick={() => onSortChange({ key: column.key, direction: isAscending ? 'descending' : 'ascending' })}
      className={cn(
        'touch-44 -mx-1 inline-flex items-center gap-1 rounded-control px-1 font-medium hover:text-ink',
        isSorted && 'text-ink',
        column.align === 'end' && 'flex-row-reverse',
      )}
    >
      {column.header}
      <SortIcon aria-hidden="true" className={cn('size-3.5', !isSorted && 'opacity-60')} />
    </button>
  );
}
