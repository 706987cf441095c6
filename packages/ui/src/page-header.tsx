import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export type PageHeaderProps = Omit<ComponentProps<'header'>, 'title'> & {
  title: ReactNode;
  /** A muted line under the title. */
  detail?: ReactNode;
  /** Before the title: a back button. */
  back?: ReactNode;
  actions?: ReactNode;
  /** Stays at the top while the page scrolls. */
  sticky?: boolean | undefined;
};

/** The header of a page: back, title (its `h1`), actions. Children, such as tabs, follow below. */
export function PageHeader({
  title,
  detail,
  back,
  actions,
  sticky = false,
  className,
  children,
  ...props
}: PageHeaderProps) {
  return (
    <header
      {...props}
      className={cn(
        'bg-paper',
        sticky && 'sticky top-0 z-20 cramped:static',
        sticky && !children && 'border-line border-b',
        className,
      )}
    >
      <div className="flex min-h-14 items-center gap-x-2 px-4 cramped:flex-wrap">
        {back ? <div className="-ml-3">{back}</div> : null}
        <div className="min-w-0 flex-1 py-2 cramped:min-w-[calc(100%-4rem)]">
          <h1
            title={typeof title === 'string' ? title : undefined}
            className="line-clamp-2 break-words font-bold text-xl leading-tight"
          >
            <bdi>{title}</bdi>
          </h1>
          {detail ? (
            <p className="truncate text-muted text-sm">
              <bdi>{detail}</bdi>
            </p>
          ) : null}
        </div>
        {actions ? (
          <div className="-mr-1 ml-auto flex items-center gap-1 cramped:flex-wrap">{actions}</div>
        ) : null}
      </div>
      {children}
    </header>
  );
}
