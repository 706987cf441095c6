import { useCampus } from '../lib/campus.ts';

/** A pomegranate: a crown of three leaves over a round fruit with its seeds as a speech bubble's dots. */
export function Mark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path
        fill="currentColor"
        d="M16 2.5 18.4 6l3.8-1.6-1 4.3C26 10.4 29 14.3 29 19c0 6.1-5.6 10.5-12.3 10.5-2 0-3.9-.4-5.6-1.1L5.5 29.8l1.6-4.6C4.5 23.3 3 21.3 3 19c0-4.7 3-8.6 7.8-10.3l-1-4.3L13.6 6 16 2.5Z"
      />
      <g className="fill-paper">
        <circle cx="10.6" cy="18.8" r="2" />
        <circle cx="16.2" cy="18.8" r="2" />
        <circle cx="21.8" cy="18.8" r="2" />
      </g>
    </svg>
  );
}

/**
 * The mark and the short name of the campus. Both marks are in the page, because it is prerendered without knowing whether the campus has
 * a logo of its own; the style sheet shows one. A lazy picture that is not shown is not loaded.
 */
export function Wordmark({ className = '' }: { className?: string }) {
  const { shortName, logo, logoAlt, homeIcon } = useCampus();
  return (
    <span
      data-logo={logo}
      className={`campus-mark inline-flex min-w-0 items-center gap-2 font-bold text-nar ${className}`}
    >
      <Mark />
      <img src={homeIcon} alt={logoAlt} loading="lazy" />
      <bdi>{shortName}</bdi>
    </span>
  );
}
