'use client';

import { type ComponentProps, type CSSProperties, useState } from 'react';
import { hueOf, initialsOf } from './avatar-seed.ts';
import { cn } from './cn.ts';

export type AvatarSize = 24 | 32 | 40 | 56 | 96;

export type AvatarProps = Omit<ComponentProps<'span'>, 'children'> & {
  /** The member's name, for the initials. */
  name: string;
  /** An id that determines the colour; it must not change when the name does. */
  seed: string;
  src?: string | null | undefined;
  /** Text alternative. Empty (the default) if the name is shown next to it. */
  alt?: string | undefined;
  /** Pixels. */
  size?: AvatarSize | undefined;
};

const letterSizes: Record<AvatarSize, string> = {
  24: 'text-[0.625rem]',
  32: 'text-sm',
  40: 'text-base',
  56: 'text-xl',
  96: 'text-3xl',
};

/** A round picture. Shows coloured initials until it loads, and if there is none. */
export function Avatar({ name, seed, src, alt = '', size = 40, className, style, ...props }: AvatarProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const hasPicture = src != null && src !== failedSrc;
  const sizeStyle = { width: size, height: size, '--seed-hue': hueOf(seed), ...style } as CSSProperties;
  const initials = initialsOf(name, size === 24 ? 1 : 2);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the name is present exactly when the role is
    <span
      {...props}
      role={alt && !hasPicture ? 'img' : undefined}
      aria-label={alt && !hasPicture ? alt : undefined}
      style={sizeStyle}
      className={cn(
        'avatar-seeded relative inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full font-medium leading-none',
        letterSizes[size],
        className,
      )}
    >
      <span aria-hidden="true">{initials}</span>
      {hasPicture ? (
        <img
          src={src}
          alt={alt}
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailedSrc(src)}
          className="absolute inset-0 size-full object-cover"
        />
      ) : null}
    </span>
  );
}
