'use client';

import { type ComponentProps, isValidElement, type MouseEvent, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';
import { Slot } from './slot.tsx';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonVariant = 'primary' | 'outline' | 'quiet' | 'danger' | 'link';
export type ButtonSize = 'sm' | 'md' | 'lg';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  /** One `primary` per view. `danger` is for destructive actions; it is outlined, so that it never invites. */
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Loading: presses are ignored, the width stays. */
  pending?: boolean | undefined;
  /** Why the action is unavailable. Makes the button inert but focusable, and is shown and announced. */
  disabledReason?: string | undefined;
  icon?: ReactNode;
  /** Renders the single child, for example a link, with the button's look and behaviour. */
  asChild?: boolean | undefined;
};

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-nar text-on-nar hover:bg-nar-strong',
  outline: 'border border-edge bg-surface text-ink hover:bg-wash',
  quiet: 'text-ink hover:bg-wash',
  danger: 'border border-nar bg-surface text-nar hover:bg-nar-soft',
  link: 'link touch-44 px-0',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-9 px-3.5 text-sm touch-44 cramped:h-auto cramped:min-h-9 cramped:py-1',
  md: 'h-11 px-4.5 text-base cramped:h-auto cramped:min-h-11 cramped:py-1',
  lg: 'h-12 px-6 text-lg cramped:h-auto cramped:min-h-12 cramped:py-1',
};

/** A button, 36, 44 or 48 px high, higher where a long label needs two lines in little room, with a touch target of at least 44 px. */
export function Button({
  variant = 'outline',
  size = 'md',
  pending = false,
  disabledReason,
  icon,
  asChild = false,
  type = 'button',
  className,
  onClick,
  children,
  'aria-describedby': describedBy,
  ...props
}: ButtonProps) {
  const reasonId = useId();
  const inert = pending || disabledReason !== undefined;
  const content = (
    <>
      {pending ? (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      ) : null}
      {icon ? (
        <span className={cn('-ml-0.5 inline-flex', pending && 'opacity-0')} aria-hidden="true">
          {icon}
        </span>
      ) : null}
      {asChild ? (
        isValidElement<{ children?: ReactNode }>(children) && children.props.children
      ) : (
        <span className={cn('min-w-0', pending && 'opacity-0')}>{children}</span>
      )}
    </>
  );
  const shared = {
    ...props,
    'aria-busy': pending || undefined,
    'aria-disabled': inert || undefined,
    'aria-describedby': cn(describedBy, disabledReason && reasonId) || undefined,
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      // Not the `disabled` attribute: it would drop the focus and hide the reason from the keyboard.
      if (inert) event.preventDefault();
      else onClick?.(event);
    },
    className: cn(
      'relative inline-flex max-w-full shrink-0 select-none items-center justify-center gap-2 rounded-control text-center font-medium transition-[background-color,border-color,opacity] active:opacity-80',
      variants[variant],
      sizes[size],
      variant === 'link' && 'h-auto px-0 cramped:min-h-0 cramped:py-0',
      disabledReason !== undefined &&
        (variant === 'link' || variant === 'quiet'
          ? 'text-muted hover:bg-transparent'
          : 'border border-line bg-wash text-muted hover:bg-wash'),
      disabledReason !== undefined && 'active:opacity-100',
      className,
    ),
  };
  const button = asChild ? (
    <Slot {...(shared as object)} content={content}>
      {children}
    </Slot>
  ) : (
    <button {...shared} type={type}>
      {content}
    </button>
  );

  if (disabledReason === undefined) return button;
  return (
    <>
      <Tooltip label={disabledReason} opensOnPress>
        {button}
      </Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}
