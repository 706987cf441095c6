import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';
import { type Tone, toneBackground, toneText } from './tone.ts';

export type BannerProps = Omit<ComponentProps<'div'>, 'title'> & {
  tone?: Tone | undefined;
  title?: ReactNode;
  /** Replaces the icon of the tone. */
  icon?: ReactNode;
  /** The next step: a button or a link. */
  action?: ReactNode;
  /** Announces the banner: `polite` if it can wait, `assertive` if it cannot. */
  live?: 'polite' | 'assertive' | undefined;
  /** Set both to make it closable. */
  onClose?: (() => void) | undefined;
  closeLabel?: string | undefined;
};

const toneIcons = { info: Info, good: CircleCheck, warn: TriangleAlert, danger: CircleAlert };

/** A persistent notice within the page. The icon conveys by shape what the background conveys by colour. */
export function Banner({
  tone = 'info',
  title,
  icon,
  action,
  live,
  onClose,
  closeLabel,
  className,
  children,
  ...props
}: BannerProps) {
  const ToneIcon = toneIcons[tone];
  return (
    <div
      {...props}
      role={live === 'assertive' ? 'alert' : live === 'polite' ? 'status' : undefined}
      className={cn('flex items-start gap-3 rounded-card px-4 py-3', toneBackground[tone], className)}
    >
      <span aria-hidden="true" className={cn('mt-px inline-flex', toneText[tone])}>
        {icon ?? <ToneIcon />}
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          {title ? <p className="font-medium">{title}</p> : null}
          {children ? <div>{children}</div> : null}
        </div>
        {action}
      </div>
      {onClose && closeLabel ? (
        <IconButton
          label={closeLabel}
          tone="muted"
          onClick={onClose}
          className="-my-2.5 -mr-2.5 hover:bg-transparent"
        >
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
    </div>
  );
}
