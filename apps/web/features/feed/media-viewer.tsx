'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton, useCloseOnBack, useFocusReturn, useReducedMotion } from '@chitlaq/ui';
import { ChevronLeft, ChevronRight, Download, MessageSquareText, Minus, Plus, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { downloadName } from '../pictures/download-name.ts';
import { useGestures } from '../pictures/use-gestures.ts';
import { useSize } from '../pictures/use-size.ts';
import {
  clampView,
  fitAround,
  fitInside,
  INITIAL_VIEW,
  moveBy,
  type Point,
  pinch,
  roomOf,
  type Size,
  swipeOf,
  type View,
  type ViewLimits,
  zoomTo,
} from '../pictures/view-transform.ts';
import { isLong } from './long-picture.ts';

type Media = Schemas['Media'];

/** Every picture can be enlarged this much; a large one until one of its pixels is two of the screen. */
const MIN_MAX_SCALE = 4;
const DOUBLE_TAP_SCALE = 2.5;
const KEY_FACTOR = 1.5;
/** One press of an arrow key moves an enlarged picture by this share of the frame. */
const KEY_SHARE = 0.2;
const SLIDE_MS = 180;
const CENTRE: Point = { x: 0, y: 0 };
const STILL = { x: 0, y: 0 };
const UNKNOWN: Size = { width: 1, height: 1 };

const isPicture = ({ kind }: Media) => kind === 'image';
const sizeOf = ({ width, height }: Media): Size | undefined =>
  width && height ? { width, height } : undefined;

/** The limits for a picture in a frame. */
function limitsFor(picture: Size, frame: Size): ViewLimits {
  const fitted = fitInside(picture, frame);
  const covering = fitAround(picture, frame).width / fitted.width;
  return {
    fitted,
    frame,
    maxScale: Math.max(MIN_MAX_SCALE, covering, (2 * picture.width) / fitted.width),
  };
}

/** A long picture starts as wide, or high, as the frame, at its top or left end: fitted it would be unreadable. */
function initialView(file: Media, limits: ViewLimits): View {
  if (!isLong(file)) return INITIAL_VIEW;
  const { fitted, frame } = limits;
  const scale = Math.max(frame.width / fitted.width, frame.height / fitted.height);
  return clampView({ scale, x: Number.MAX_VALUE, y: Number.MAX_VALUE }, limits);
}

/**
 * Shows pictures full screen, on a dark ground in both themes. Zoom by double tap, pinch, wheel, plus, minus and
 * buttons; arrow keys move an enlarged picture, else they switch; a swipe switches, one downwards closes.
 */
export function MediaViewer({
  media,
  start,
  onClose,
  source,
}: {
  media: Media[];
  start: number;
  onClose: () => void;
  /** A button that leads to where a file comes from. */
  source?: { label: string; open: (file: Media) => void };
}) {
  const t = useTranslations('feed.media');
  const focusReturn = useFocusReturn();
  useCloseOnBack(true, onClose);
  const descriptionId = useId();
  const isStill = useReducedMotion();
  const [index, setIndex] = useState(start);
  const [showsDescription, setShowsDescription] = useState(false);
  /** The view of the picture at `index`, once it was changed. */
  const [changed, setChanged] = useState<View>();
  /** Whether the view changes in a short motion, as by a key; a finger moves the picture itself. */
  const [isGliding, setIsGliding] = useState(false);
  /** How far a swipe has moved the pictures. */
  const [swipe, setSwipe] = useState<Point & { isSliding?: boolean }>(STILL);
  const [loadedSize, setLoadedSize] = useState<{ id: string; size: Size }>();
  const turning = useRef<ReturnType<typeof setTimeout>>(undefined);

  const gestures = useGestures<HTMLDivElement>({
    onDrag: (by, total) => {
      setIsGliding(false);
      if (roomOf(view.scale, limits).x > 0 || roomOf(view.scale, limits).y > 0)
        setChanged((before = view) => moveBy(before, by, limits));
      const room = roomOf(view.scale, limits);
      const isSideways = Math.abs(total.x) > Math.abs(total.y);
      if (isSideways ? room.x > 0 : room.y > 0 || room.x > 0) return;
      setSwipe(isSideways ? { x: media.length > 1 ? total.x : 0, y: 0 } : { x: 0, y: Math.max(0, total.y) });
    },
    onPinch: (before, now) => {
      setIsGliding(false);
      setSwipe(STILL);
      setChanged((current = view) => pinch(current, before, now, limits));
    },
    onWheel: (factor, at) => zoom(factor, at, false),
    onDoubleTap: (at) => {
      setIsGliding(true);
      const target = view.scale > 1.01 ? 1 : Math.min(limits.maxScale, DOUBLE_TAP_SCALE);
      setChanged((before = view) => zoomTo(before, target, at, limits));
    },
    onRelease: (total, milliseconds) => {
      const room = roomOf(view.scale, limits);
      const isSideways = Math.abs(total.x) > Math.abs(total.y);
      const action = (isSideways ? room.x > 0 : room.y > 0 || room.x > 0)
        ? 'none'
        : swipeOf(total, milliseconds, frame, media.length > 1);
      if (action === 'close') onClose();
      else if (action === 'none') setSwipe({ ...STILL, isSliding: true });
      else turn(action === 'next' ? 1 : -1);
    },
  });
  const frame = useSize(gestures.element) ?? UNKNOWN;
  const file = media[index];
  if (!file) return null;
  const pictureOf = (shown: Media): Size =>
    sizeOf(shown) ?? (loadedSize?.id === shown.id ? loadedSize.size : frame);
  const limits = limitsFor(pictureOf(file), frame);
  const view = clampView(changed ?? initialView(file, limits), limits);
  const canZoom = isPicture(file);
  const neighbour = (by: number) => (index + by + media.length) % media.length;

  const show = (next: number) => {
    setIndex(next);
    setChanged(undefined);
    setIsGliding(false);
    setSwipe(STILL);
  };
  const turn = (by: 1 | -1) => {
    clearTimeout(turning.current);
    if (isStill) return show(neighbour(by));
    setSwipe({ x: -by * frame.width, y: 0, isSliding: true });
    turning.current = setTimeout(() => show(neighbour(by)), SLIDE_MS);
  };
  const zoom = (factor: number, at = CENTRE, glides = true) => {
    if (!canZoom) return;
    setIsGliding(glides);
    setChanged((before = view) => zoomTo(before, before.scale * factor, at, limits));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A video's own controls use the arrow keys.
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLVideoElement) return;
    const { key } = event;
    if (key === '+' || key === '=') zoom(KEY_FACTOR);
    else if (key === '-') zoom(1 / KEY_FACTOR);
    else if (key === '0') setChanged(INITIAL_VIEW);
    else if (key in ARROWS) {
      const arrow = ARROWS[key] ?? CENTRE;
      const moved = moveBy(
        view,
        { x: -arrow.x * KEY_SHARE * frame.width, y: -arrow.y * KEY_SHARE * frame.height },
        limits,
      );
      // At its edge the next press switches.
      if (moved.x !== view.x || moved.y !== view.y) setChanged(moved);
      else if (arrow.x !== 0 && media.length > 1) show(neighbour(arrow.x));
    } else return;
    event.preventDefault();
  };
  const closing = Math.min(1, swipe.y / Math.max(1, frame.height / 2));
  const slides = media.length > 1 ? [neighbour(-1), index, neighbour(1)] : [index];

  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay
          data-theme="dark"
          className="fixed inset-0 z-50 bg-paper"
          style={{ opacity: 1 - closing / 2 }}
        />
        <Dialog.Content
          {...focusReturn}
          data-theme="dark"
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 grid grid-cols-1 grid-rows-[auto_1fr_auto] text-ink outline-none"
        >
          <div className="flex flex-wrap items-center justify-end p-2">
            <Dialog.Title className="tabular-nums flex-1 whitespace-nowrap px-2 text-sm" aria-live="polite">
              {t('position', { index: index + 1, count: media.length })}
            </Dialog.Title>
            {canZoom ? (
              <>
                <IconButton label={t('zoomOut')} tooltip={null} onClick={() => zoom(1 / KEY_FACTOR)}>
                  <Minus aria-hidden="true" />
                </IconButton>
                <IconButton label={t('zoomIn')} tooltip={null} onClick={() => zoom(KEY_FACTOR)}>
                  <Plus aria-hidden="true" />
                </IconButton>
              </>
            ) : null}
            {file.alt ? (
              <button
                type="button"
                aria-expanded={showsDescription}
                aria-controls={descriptionId}
                onClick={() => setShowsDescription(!showsDescription)}
                className={`h-11 min-w-11 rounded-control px-2 font-bold text-sm hover:bg-wash ${showsDescription ? 'text-nar' : ''}`}
              >
                ALT<span className="sr-only">: {t('description')}</span>
              </button>
            ) : null}
            {source ? (
              <IconButton label={source.label} tooltip={null} onClick={() => source.open(file)}>
                <MessageSquareText aria-hidden="true" />
              </IconButton>
            ) : null}
            {file.url ? (
              <IconButton asChild label={t('download')} tooltip={null}>
                <a href={file.url} download={downloadName(file)}>
                  <Download aria-hidden="true" />
                </a>
              </IconButton>
            ) : null}
            <Dialog.Close asChild>
              <IconButton label={t('close')} tooltip={null}>
                <X aria-hidden="true" />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="relative min-h-0 overflow-hidden">
            {/* It does not move with the pictures: points are measured from its centre. */}
            <div {...gestures.props} className="absolute inset-0 touch-none select-none">
              <div
                className={`absolute inset-0 ${swipe.isSliding ? 'transition-transform duration-200' : ''}`}
                style={{ transform: `translate(${swipe.x}px, ${swipe.y}px)` }}
              >
                {slides.map((at, place) => {
                  const shown = media[at];
                  if (!shown) return null;
                  const isCurrent = media.length === 1 || place === 1;
                  return (
                    <div
                      // With two pictures the same one is before and after.
                      key={`${shown.id} ${isCurrent ? '' : place}`}
                      aria-hidden={!isCurrent}
                      className="absolute inset-0"
                      style={{ transform: `translateX(${isCurrent ? 0 : (place - 1) * 100}%)` }}
                    >
                      <Slide
                        file={shown}
                        isCurrent={isCurrent}
                        isGliding={isCurrent && isGliding}
                        size={limitsFor(pictureOf(shown), frame).fitted}
                        view={isCurrent ? view : initialView(shown, limitsFor(pictureOf(shown), frame))}
                        onSize={(size) => setLoadedSize({ id: shown.id, size })}
                      />
                    </div>
                  );
                })}
              </div>
            </div>
            {media.length > 1 ? (
              <>
                <IconButton
                  label={t('previous')}
                  tooltip={null}
                  onClick={() => show(neighbour(-1))}
                  className="-translate-y-1/2 absolute top-1/2 left-2 border border-line bg-surface"
                >
                  <ChevronLeft aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t('next')}
                  tooltip={null}
                  onClick={() => show(neighbour(1))}
                  className="-translate-y-1/2 absolute top-1/2 right-2 border border-line bg-surface"
                >
                  <ChevronRight aria-hidden="true" />
                </IconButton>
              </>
            ) : null}
          </div>
          <p
            id={descriptionId}
            dir="auto"
            hidden={!showsDescription || !file.alt}
            className="max-h-40 overflow-y-auto whitespace-pre-line p-4 text-center text-sm"
          >
            {file.alt}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** One picture, or a video with its controls. Only the current one loads its large variant. */
function Slide({
  file,
  isCurrent,
  isGliding,
  size,
  view,
  onSize,
}: {
  file: Media;
  isCurrent: boolean;
  isGliding: boolean;
  size: Size;
  view: View;
  onSize: (size: Size) => void;
}) {
  if (isCurrent && file.kind === 'video')
    return (
      // biome-ignore lint/a11y/useMediaCaption: a member's own video; its description can be shown below it
      <video
        controls
        playsInline
        src={file.url ?? undefined}
        poster={file.previewUrl ?? undefined}
        aria-label={file.alt ?? undefined}
        className="absolute inset-0 size-full object-contain"
        // The controls are pressed and dragged, too.
        onPointerDown={(event) => event.stopPropagation()}
      />
    );
  const style = {
    ...size,
    transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
  };
  const className = `absolute top-1/2 left-1/2 max-w-none ${isGliding ? 'transition-transform duration-150' : ''}`;
  return (
    <>
      {/* The preview of a long picture shows only a part of it. */}
      {file.previewUrl && !isLong(file) ? (
        <img src={file.previewUrl} alt="" draggable={false} className={className} style={style} />
      ) : null}
      {isCurrent ? (
        <img
          src={file.url ?? undefined}
          alt={file.alt ?? ''}
          draggable={false}
          className={className}
          style={style}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            if (!sizeOf(file) && naturalWidth && naturalHeight)
              onSize({ width: naturalWidth, height: naturalHeight });
          }}
        />
      ) : null}
    </>
  );
}

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
