export type Tone = 'info' | 'good' | 'warn' | 'danger';

/** Soft ground and sign colour of each tone. Words on it stay in ink. */
export const toneBackground: Record<Tone, string> = {
  info: 'bg-info-soft',
  good: 'bg-good-soft',
  warn: 'bg-warn-soft',
  danger: 'bg-nar-soft',
};

export const toneText: Record<Tone, string> = {
  info: 'text-info',
  good: 'text-good',
  warn: 'text-warn',
  danger: 'text-nar',
};
