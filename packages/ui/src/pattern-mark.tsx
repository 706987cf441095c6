import type { ComponentProps, CSSProperties } from 'react';
import { cn } from './cn.ts';

export type PatternMarkProps = Omit<ComponentProps<'span'>, 'children'> & {
  /** Degrees of OKLCH. */
  hue: number;
  /** Shows little of its hue, for grey and its kin. */
  pale?: boolean | undefined;
  /** Determines the pattern; equal numbers draw equal ones. */
  seed: number;
  /** Pixels. Default 40. */
  size?: number | undefined;
};

const SIDE = 5;

/** The cells of a pattern of five by five that is the same from the left and from the right. */
function pathOf(seed: number): string {
  // A step of xorshift: neighbouring seeds shall look different.
  let bits = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  let path = '';
  for (let x = 0; x <= SIDE >> 1; x++)
    for (let y = 0; y < SIDE; y++) {
      bits ^= bits << 13;
      bits ^= bits >>> 17;
      bits ^= bits << 5;
      if ((bits & 3) === 0) continue;
      path += `M${x} ${y}h1v1h-1z`;
      if (x < SIDE >> 1) path += `M${SIDE - 1 - x} ${y}h1v1h-1z`;
    }
  return path;
}

/** A drawn mark where no picture may stand: a pattern in a colour. It is decoration; the name beside it says the same. */
export function PatternMark({ hue, pale, seed, size = 40, className, style, ...props }: PatternMarkProps) {
  const colours = {
    width: size,
    height: size,
    '--seed-hue': hue,
    filter: pale ? 'saturate(0.25)' : undefined,
    ...style,
  } as CSSProperties;
  return (
    <span
      {...props}
      aria-hidden="true"
      style={colours}
      className={cn(
        'avatar-seeded inline-grid shrink-0 place-items-center overflow-hidden rounded-full',

        className,
      )}
    >
      <svg viewBox="-1.6 -1.6 8.2 8.2" className="size-full" shapeRendering="crispEdges" aria-hidden="true">
        <path d={pathOf(seed)} fill="currentColor" />
      </svg>
    </span>
  );
}
