import { ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export type PillProps = ComponentProps<'button'> & {
  /** Default: an arrow up. */
  icon?: ReactNode;
  /** If false, only the live region stays, so that the text is announced when it returns. */
  visible?: boolean | undefined;
  /**
   * On the lower edge of the header, alone or with tabs, that stays at the top: so it covers no text of the header or of
   * the list's first row. It comes right after what ends there.
   */
  edgeOf?: 'header' | 'tabs' | undefined;
  /** For the frame that positions it over the list. */
  frameClassName?: string | undefined;
};

/** A floating button over a list, such as "3 new". The list never moves by itself. */
export function Pill({
  icon,
  visible = true,
  edgeOf,
  frameClassName,
  className,
  children,
  ...props
}: PillProps) {
  return (
    <div
      role="status"
      className={cn(
        'pointer-events-none sticky top-2 z-30 flex h-0 justify-center',
        edgeOf === 'header' && 'top-14',
        edgeOf === 'tabs' && 'top-[6.25rem]',
        frameClassName,
      )}
    >
      {visible ? (
        <button
          type="button"
          {...props}
          className={cn(
            'touch-44 pointer-events-auto inline-flex h-9 animate-appear items-center gap-1.5 whitespace-nowrap rounded-full border border-line bg-surface pr-4 pl-3 font-medium text-nar shadow-float transition-[background-color] hover:bg-wash',
            edgeOf && '-mt-[0.9375rem] h-7',
            className,
          )}
        >
          {icon ?? <ArrowUp aria-hidden="true" className="size-4.5" />}
          <span className="tabular-nums">{children}</span>
        </button>
      ) : null}
    </div>
  );
}
