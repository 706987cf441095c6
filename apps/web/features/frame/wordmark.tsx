/** A pomegranate: a crown of three leaves over a round fruit with its seeds as a speech bubble's dots. */
export function Mark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path fill="currentColor" d="M16 2.5 18.4 6l3.8-1.6-1 4.3C26 10.400 29 14.300 29 19c0 6.100-5.600 10.500-12.300 10.500-2 0-3.900-.4-5.600-1.100L5.500 29.800l1.600-4.600C4.500 23.300 3 21.300 3 19c0-4.700 3-8.600 7.800-10.300l-1-4.300L13.600 6 16 2.500Z" />
      <g className="fill-paper">
        <circle cx="10.600" cy="18.800" r="2" />
        <circle cx="16.200" cy="18.800" r="2" />
        <circle cx="21.800" cy="18.800" r="2" />
      </g>
    </svg>
  );
}

export function Wordmark({ className = '' }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 font-bold text-nar ${className}`}>
      <Mark className="size-7" />
      ChitLaq
    </span>
  );
}
