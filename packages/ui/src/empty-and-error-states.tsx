import { RotateCw } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

const frameClassName = 'mx-auto flex max-w-md flex-col items-center px-6 py-12 text-center';

export type EmptyStateProps = Omit<ComponentProps<'div'>, 'title'> & {
  icon?: ReactNode;
  /** One sentence: what would be shown here. */
  title: ReactNode;
  /** The most useful action, or a few. */
  action?: ReactNode;
};

/** Shown when there is nothing yet, with what to do about it. */
export function EmptyState({ icon, title, action, className, children, ...props }: EmptyStateProps) {
  return (
    <div {...props} className={cn(frameClassName, className)}>
      {icon ? (
        <span aria-hidden="true" className="mb-4 inline-flex text-muted [&_.lucide]:size-7">
          {icon}
        </span>
      ) : null}
      <p className="text-balance text-lg">{title}</p>
      {children ? <div className="mt-1 text-pretty text-muted">{children}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}

export type ErrorStateProps = Omit<ComponentProps<'div'>, 'title'> & {
  icon?: ReactNode;
  /** What happened. */
  title: ReactNode;
  /** What to do about it. */
  detail?: ReactNode;
  onRetry?: (() => void) | undefined;
  retryLabel?: string | undefined;
  retrying?: boolean | undefined;
  /** The id under which the operator finds the error in the log. */
  requestId?: string | undefined;
  /** Label of the id. */
  requestIdLabel?: string | undefined;
};

/** Shown when something failed: what happened, what to do, a retry button, and the request id to quote to support. */
export function ErrorState({
  icon,
  title,
  detail,
  onRetry,
  retryLabel,
  retrying = false,
  requestId,
  requestIdLabel,
  className,
  children,
  ...props
}: ErrorStateProps) {
  return (
    <div {...props} role="alert" className={cn(frameClassName, className)}>
      {icon ? (
        <span aria-hidden="true" className="mb-4 inline-flex text-muted [&_.lucide]:size-7">
          {icon}
        </span>
      ) : null}
      <p className="text-balance font-medium text-lg">{title}</p>
      {detail ? <p className="mt-1 text-pretty text-muted">{detail}</p> : null}
      {children}
      {onRetry && retryLabel ? (
        <Button
          className="mt-5"
          pending={retrying}
          onClick={onRetry}
          icon={<RotateCw aria-hidden="true" className="size-4.5" />}
        >
          {retryLabel}
        </Button>
      ) : null}
      {requestId ? (
        <p className="mt-6 break-all text-muted text-sm">
          {requestIdLabel ? `${requestIdLabel} ` : ''}
          <code className="select-all font-mono">{requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
