'use client';

import { PICTURE_HEAD_BYTES, pictureTypeOf } from '@chitlaq/text/picture-type';
import { Banner, Button, Dialog } from '@chitlaq/ui';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useGestures } from '../use-gestures.ts';
import { useSize } from '../use-size.ts';
import {
  clampView,
  fitAround,
  fitInside,
  INITIAL_VIEW,
  moveBy,
  type Point,
  pinch,
  type Size,
  visiblePart,
  zoomTo,
} from '../view-transform.ts';
import { cropPicture } from './crop-picture.ts';

const MAX_SCALE = 5;
/** Of the slider. Each step multiplies the scale by the same factor. */
const SLIDER_STEPS = 100;
/** One press of an arrow key, and of plus or minus. */
const KEY_PX = 12;
const KEY_FACTOR = 1.1;
/** Around the crop, so that one sees what is cut off. */
const MARGIN_PX = 16;
const CENTRE: Point = { x: 0, y: 0 };

/** What to show until the size of the stage or the picture is known. */
const UNKNOWN: Size = { width: 1, height: 1 };

export interface CropDialogProps {
  file: File;
  /** Width by height. A square crop is previewed round, as avatars are shown. */
  aspect: number;
  /** Receives the cropped picture, or the whole file if this browser cannot show it. */
  onCropped: (file: File) => void;
  onClose: () => void;
}

/** Crops a picture by dragging, pinching, the wheel, a slider or the keyboard. Needs the texts of `pictures`. */
export function CropDialog({ file, aspect, onCropped, onClose }: CropDialogProps) {
  const t = useTranslations('pictures.crop');
  const format = useFormatter();
  const sliderId = useId();
  const helpId = useId();
  const [url, setUrl] = useState<string>();
  const [picture, setPicture] = useState<Size>();
  const [refusal, setRefusal] = useState<'unreadable' | 'noPicture'>();
  const [isPending, setIsPending] = useState(false);
  const [view, setView] = useState(INITIAL_VIEW);
  useEffect(() => {
    const objectUrl = URL.createObjectURL(file);
    setUrl(objectUrl);
    setPicture(undefined);
    setRefusal(undefined);
    setView(INITIAL_VIEW);
    return () => URL.revokeObjectURL(objectUrl);
  }, [file]);

  const gestures = useGestures<HTMLElement>({
    onDrag: (by) => setView((before) => moveBy(before, by, limits)),
    onPinch: (before, now) => setView((current) => pinch(current, before, now, limits)),
    onWheel: (factor, at) => setView((before) => zoomTo(before, before.scale * factor, at, limits)),
  });
  const stage = useSize(gestures.element) ?? UNKNOWN;
  const frame = fitInside(
    { width: aspect, height: 1 },
    { width: Math.max(1, stage.width - 2 * MARGIN_PX), height: Math.max(1, stage.height - 2 * MARGIN_PX) },
  );
  const limits = { fitted: fitAround(picture ?? UNKNOWN, frame), frame, maxScale: MAX_SCALE };
  // The dialog may have become smaller, as when a phone is turned.
  const { scale, x, y } = clampView(view, limits);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = ARROWS[event.key];
    const factor =
      event.key === '+' || event.key === '=' ? KEY_FACTOR : event.key === '-' ? 1 / KEY_FACTOR : 1;
    if (!move && factor === 1) return;
    event.preventDefault();
    setView((before) =>
      move ? moveBy(before, move, limits) : zoomTo(before, before.scale * factor, CENTRE, limits),
    );
  };
  const refuse = async () =>
    setRefusal((await isPicture(file).catch(() => false)) ? 'unreadable' : 'noPicture');
  const save = async () => {
    setIsPending(true);
    try {
      onCropped(await cropPicture(file, (decoded) => visiblePart({ scale, x, y }, limits, decoded)));
    } catch {
      await refuse();
    } finally {
      setIsPending(false);
    }
  };
  const isRound = aspect === 1;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(refusal ?? 'title')}
      closeLabel={t('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          {refusal === 'noPicture' ? null : refusal === 'unreadable' ? (
            <Button variant="primary" onClick={() => onCropped(file)}>
              {t('useWhole')}
            </Button>
          ) : (
            <Button
              variant="primary"
              pending={isPending}
              disabledReason={picture ? undefined : t('loading')}
              onClick={() => void save()}
            >
              {t('use')}
            </Button>
          )}
        </>
      }
    >
      {refusal ? (
        <Banner
          tone={refusal === 'noPicture' ? 'danger' : 'info'}
          title={t(`${refusal}Help`)}
          live="polite"
        />
      ) : (
        <div className="grid grid-cols-1 gap-3">
          <section
            {...gestures.props}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users move the picture with the arrow keys
            tabIndex={0}
            aria-label={t('picture')}
            aria-describedby={helpId}
            onKeyDown={onKeyDown}
            className="relative w-full cursor-move touch-none select-none overflow-hidden rounded-control bg-wash"
            style={{ aspectRatio: isRound ? 1 : 2, maxHeight: '50dvh' }}
          >
            {url ? (
              <img
                src={url}
                alt=""
                draggable={false}
                onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                  // An SVG without a size has none.
                  naturalWidth > 0 && naturalHeight > 0
                    ? setPicture({ width: naturalWidth, height: naturalHeight })
                    : void refuse()
                }
                onError={() => void refuse()}
                className="absolute top-1/2 left-1/2 max-w-none"
                style={{
                  ...limits.fitted,
                  visibility: picture ? 'visible' : 'hidden',
                  transform: `translate(-50%, -50%) translate(${x}px, ${y}px) scale(${scale})`,
                }}
              />
            ) : null}
            <div
              aria-hidden="true"
              data-theme="dark"
              className={`-translate-x-1/2 -translate-y-1/2 pointer-events-none absolute top-1/2 left-1/2 outline-2 outline-ink ${isRound ? 'rounded-full' : ''}`}
              style={{ ...frame, boxShadow: '0 0 0 100vmax var(--scrim)' }}
            />
          </section>
          <p id={helpId} className="text-muted text-sm">
            {t('help')}
          </p>
          <div className="flex min-h-11 items-center gap-3">
            <label htmlFor={sliderId} className="shrink-0">
              {t('zoom')}
            </label>
            <input
              id={sliderId}
              type="range"
              min={0}
              max={SLIDER_STEPS}
              value={Math.round((Math.log(scale) / Math.log(MAX_SCALE)) * SLIDER_STEPS)}
              aria-valuetext={format.number(scale, { style: 'percent', maximumFractionDigits: 0 })}
              onChange={(event) => {
                const wanted = MAX_SCALE ** (Number(event.target.value) / SLIDER_STEPS);
                setView((before) => zoomTo(before, wanted, CENTRE, limits));
              }}
              className="h-11 min-w-0 flex-1 accent-nar"
            />
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** Whether the server may accept the file, by its content. */
const isPicture = async (file: File): Promise<boolean> =>
  pictureTypeOf(new Uint8Array(await file.slice(0, PICTURE_HEAD_BYTES).arrayBuffer())) !== undefined;

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -KEY_PX, y: 0 },
  ArrowRight: { x: KEY_PX, y: 0 },
  ArrowUp: { x: 0, y: -KEY_PX },
  ArrowDown: { x: 0, y: KEY_PX },
};
