'use client';

import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { cn } from './cn.ts';
import { Slot } from './slot.tsx';
import { placeTooltip, type Side } from './tooltip-position.ts';

export type TooltipProps = {
  /** The text. The control itself must expose it to screen readers (aria-label, aria-describedby). */
  label: ReactNode;
  side?: Side | undefined;
  /** Also opens on a press or tap, for controls that explain instead of acting. */
  opensOnPress?: boolean | undefined;
  className?: string | undefined;
  /** One element that takes a ref and event handlers. */
  children: ReactNode;
};

const openDelayMs = 400;
const closeDelayMs = 80;

/**
 * A tooltip, shown on hover, on keyboard focus and, if enabled, on press. Escape closes it, and the pointer may move
 * onto it. Closed, it costs one wrapper and no listener outside its control, since a list shows dozens.
 */
export function Tooltip({ label, side = 'top', opensOnPress = false, className, children }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const show = (element: Element, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delayMs);
  };
  const hide = (delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(null), delayMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <>
      <Slot
        onPointerEnter={(event: PointerEvent) => {
          if (event.pointerType === 'mouse') show(event.currentTarget, openDelayMs);
        }}
        onPointerLeave={() => hide(closeDelayMs)}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0);
        }}
        onBlur={() => hide(0)}
        onClick={(event) => (opensOnPress ? show(event.currentTarget, 0) : hide(0))}
      >
        {children}
      </Slot>
      {anchor ? (
        <Bubble
          anchor={anchor}
          side={side}
          className={className}
          onPointerStay={() => clearTimeout(timer.current)}
          onLeave={() => hide(closeDelayMs)}
          onClose={() => hide(0)}
        >
          {label}
        </Bubble>
      ) : null}
    </>
  );
}

type BubbleProps = {
  anchor: Element;
  side: Side;
  className?: string | undefined;
  onPointerStay: () => void;
  onLeave: () => void;
  onClose: () => void;
  children: ReactNode;
};

function Bubble({ anchor, side, className, onPointerStay, onLeave, onClose, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const viewport = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeTooltip(anchor.getBoundingClientRect(), size, viewport, side);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }, [anchor, side]);

  useEffect(() => {
    const onScroll = () => close.current();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current();
    };
    window.addEventListener('scroll', onScroll, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('scroll', onScroll, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return createPortal(
    <div
      ref={bubble}
      aria-hidden="true"
      onPointerEnter={onPointerStay}
      onPointerLeave={onLeave}
      className={cn(
        'pointer-events-auto fixed top-0 left-0 z-50 max-w-64 animate-appear rounded-control bg-ink px-2.5 py-1.5 text-sm text-paper',
        className,
      )}
    >
      {children}
    </div>,
    document.body,
  );
}
