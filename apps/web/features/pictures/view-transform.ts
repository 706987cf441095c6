/** Width and height, in pixels. */
export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
/**
 * How a picture lies in its frame: its scale, where 1 is the fitted size, and the offset of its centre from the
 * centre of the frame, in pixels. Points are measured from the centre of the frame too.
 */
export interface View extends Point {
  scale: number;
}
export interface ViewLimits {
  /** The size of the picture at scale 1. */
  fitted: Size;
  frame: Size;
  maxScale: number;
}

export const INITIAL_VIEW: View = { scale: 1, x: 0, y: 0 };

/** The largest size of a picture that lies wholly in the frame. */
export const fitInside = (picture: Size, frame: Size): Size =>
  scaleSize(picture, Math.min(frame.width / picture.width, frame.height / picture.height));

/** The smallest size of a picture that covers the frame. */
export const fitAround = (picture: Size, frame: Size): Size =>
  scaleSize(picture, Math.max(frame.width / picture.width, frame.height / picture.height));

const scaleSize = ({ width, height }: Size, factor: number): Size => ({
  width: width * factor,
  height: height * factor,
});

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** How far the picture can be moved from the centre, in each direction. Less than half a pixel is a rounding error. */
export function roomOf(scale: number, { fitted, frame }: ViewLimits): Point {
  const along = (side: number, frameSide: number) => {
    const room = (side * scale - frameSide) / 2;
    return room < 0.5 ? 0 : room;
  };
  return { x: along(fitted.width, frame.width), y: along(fitted.height, frame.height) };
}

/** The nearest allowed view: scale from 1 to the maximum, no gap beside a picture that is larger than the frame. */
export function clampView(view: View, limits: ViewLimits): View {
  const scale = clamp(view.scale, 1, limits.maxScale);
  const room = roomOf(scale, limits);
  return { scale, x: clamp(view.x, -room.x, room.x), y: clamp(view.y, -room.y, room.y) };
}

/** Changes the scale. What is under the point stays there as far as the limits allow. */
export function zoomTo(view: View, scale: number, at: Point, limits: ViewLimits): View {
  const allowed = clamp(scale, 1, limits.maxScale);
  const ratio = allowed / view.scale;
  return clampView(
    { scale: allowed, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    limits,
  );
}

export const moveBy = (view: View, by: Point, limits: ViewLimits): View =>
  clampView({ ...view, x: view.x + by.x, y: view.y + by.y }, limits);

export const centreOf = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

/** The view after two fingers moved: the picture follows them and is scaled by the change of their distance. */
export function pinch(
  view: View,
  before: readonly [Point, Point],
  now: readonly [Point, Point],
  limits: ViewLimits,
): View {
  const from = centreOf(...before);
  const to = centreOf(...now);
  const ratio = distance(...now) / Math.max(1, distance(...before));
  const zoomed = zoomTo(view, view.scale * ratio, from, limits);
  return moveBy(zoomed, { x: to.x - from.x, y: to.y - from.y }, limits);
}

/** The scale factor of a turn of the wheel; a pinch on a touchpad arrives as a wheel with `ctrlKey`. */
export function wheelFactor({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>): number {
  const LINE_PX = 16;
  const pixels = deltaMode === 0 ? deltaY : deltaY * LINE_PX;
  return Math.exp(-clamp(pixels, -100, 100) * (ctrlKey ? 0.01 : 0.0025));
}

/** What a swipe over a picture without room to move does. */
export type Swipe = 'previous' | 'next' | 'close' | 'none';

/**
 * @param by  how far the finger has moved, in pixels
 * @param milliseconds  how long that took
 * @param canTurn  whether there are several pictures
 */
export function swipeOf(by: Point, milliseconds: number, frame: Size, canTurn: boolean): Swipe {
  const FLICK_PX = 24;
  const FLICK_PX_PER_MS = 0.4;
  const isEnough = (moved: number, side: number) =>
    Math.abs(moved) > side / 4 ||
    (Math.abs(moved) > FLICK_PX && Math.abs(moved) / Math.max(1, milliseconds) > FLICK_PX_PER_MS);
  if (Math.abs(by.x) > Math.abs(by.y)) {
    if (!canTurn || !isEnough(by.x, frame.width)) return 'none';
    return by.x < 0 ? 'next' : 'previous';
  }
  return by.y > 0 && isEnough(by.y, frame.height) ? 'close' : 'none';
}

/** The part of a picture that its frame shows, in the picture's own pixels. */
export function visiblePart(view: View, { fitted, frame }: ViewLimits, picture: Size): Point & Size {
  const factor = picture.width / (fitted.width * view.scale);
  const width = Math.min(picture.width, frame.width * factor);
  const height = Math.min(picture.height, frame.height * factor);
  return {
    x: clamp((picture.width - width) / 2 - view.x * factor, 0, picture.width - width),
    y: clamp((picture.height - height) / 2 - view.y * factor, 0, picture.height - height),
    width,
    height,
  };
}
