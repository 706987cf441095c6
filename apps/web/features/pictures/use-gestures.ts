'use client';

import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { type Point, wheelFactor } from './view-transform.ts';

/** The second tap of a double tap comes within this time and distance. */
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_PX = 30;
/** A finger that moves less than this has tapped. */
const TAP_PX = 8;

export interface GestureHandlers {
  /** One finger, or the mouse, has moved. `total` is the way since it was put down. */
  onDrag: (by: Point, total: Point) => void;
  onPinch: (before: readonly [Point, Point], now: readonly [Point, Point]) => void;
  onWheel: (factor: number, at: Point) => void;
  onDoubleTap?: (at: Point) => void;
  /** The last finger was lifted. `total` is its way, and zero after a pinch. */
  onRelease?: (total: Point, milliseconds: number) => void;
}

const NO_WAY: Point = { x: 0, y: 0 };
const between = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });

/**
 * Recognises gestures on an element, which gets the `props` and needs `touch-action: none`. Points are measured from its
 * centre.
 */
export function useGestures<T extends HTMLElement>(handlers: GestureHandlers) {
  // State, not a ref: a dialog mounts its content later than the component that renders it.
  const [element, setElement] = useState<T | null>(null);
  const latest = useRef(handlers);
  latest.current = handlers;
  const pointers = useRef(new Map<number, Point>());
  const start = useRef({ point: NO_WAY, time: 0, isPinch: false });
  const lastTap = useRef({ point: NO_WAY, time: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    if (!element) return;
    // React's own wheel listener is passive, so it could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      latest.current.onWheel(wheelFactor(event), pointOf(event, element));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [element]);

  const release = (event: PointerEvent<T>, isCancelled: boolean) => {
    if (!pointers.current.delete(event.pointerId) || pointers.current.size > 0) return;
    const { point, time, isPinch } = start.current;
    const at = pointOf(event, event.currentTarget);
    const total = isPinch || isCancelled ? NO_WAY : between(point, at);
    const isTap = !isPinch && !isCancelled && Math.hypot(total.x, total.y) < TAP_PX;
    latest.current.onRelease?.(isTap ? NO_WAY : total, event.timeStamp - time);
    if (!isTap) return;
    const way = between(lastTap.current.point, at);
    const isDouble =
      event.timeStamp - lastTap.current.time < DOUBLE_TAP_MS && Math.hypot(way.x, way.y) < DOUBLE_TAP_PX;
    lastTap.current = { point: at, time: isDouble ? Number.NEGATIVE_INFINITY : event.timeStamp };
    if (isDouble) latest.current.onDoubleTap?.(at);
  };

  return {
    element,
    props: {
      ref: setElement,
      onPointerDown: (event: PointerEvent<T>) => {
        if (event.button !== 0 || pointers.current.size === 2) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = pointOf(event, event.currentTarget);
        pointers.current.set(event.pointerId, point);
        if (pointers.current.size === 1) start.current = { point, time: event.timeStamp, isPinch: false };
        else start.current.isPinch = true;
      },
      onPointerMove: (event: PointerEvent<T>) => {
        const from = pointers.current.get(event.pointerId);
        if (!from) return;
        const before = [...pointers.current.values()];
        const point = pointOf(event, event.currentTarget);
        pointers.current.set(event.pointerId, point);
        const now = [...pointers.current.values()];
        if (before[0] && before[1] && now[0] && now[1])
          latest.current.onPinch([before[0], before[1]], [now[0], now[1]]);
        // After a pinch one finger may still lie there; it moves the picture, but swipes nothing.
        else
          latest.current.onDrag(
            between(from, point),
            start.current.isPinch ? NO_WAY : between(start.current.point, point),
          );
      },
      onPointerUp: (event: PointerEvent<T>) => release(event, false),
      onPointerCancel: (event: PointerEvent<T>) => release(event, true),
    },
  };
}

function pointOf({ clientX, clientY }: { clientX: number; clientY: number }, element: Element): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
