export type Tone = 'info' | 'good' | 'warn' | 'danger';

/** The background of each tone. Text on it uses the ink colour. */
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
