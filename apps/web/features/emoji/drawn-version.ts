/** A character of each version that devices began to draw lately, newest first. */
const SAMPLES: readonly (readonly [number, string])[] = [
  [17, '\u{1faea}'],
  [16, '\u{1fae9}'],
  [15.1, '🐦‍🔥'],
  [15, '🫨'],
  [14, '🫠'],
  [13.1, '😮‍💨'],
  [13, '🥲'],
];
const OLDEST = 12;
const SIZE = 16;

/** The newest version of emoji that this device draws: older phones show a box for newer ones. */
export function drawnVersion(): number {
  try {
    const context = new OffscreenCanvas(SIZE, SIZE).getContext('2d', { willReadFrequently: true });
    if (!context) return OLDEST;
    context.font = `${SIZE}px sans-serif`;
    context.textBaseline = 'top';
    const oneWidth = context.measureText('😀').width;
    // A box has the colour of the text; an emoji has its own colours. A sequence that is not known is drawn as several.
    const pixels = (emoji: string, colour: string) => {
      context.clearRect(0, 0, SIZE, SIZE);
      context.fillStyle = colour;
      context.fillText(emoji, 0, 0);
      return context.getImageData(0, 0, SIZE, SIZE).data.join();
    };
    const isDrawn = (emoji: string) =>
      context.measureText(emoji).width < 1.5 * oneWidth &&
      pixels(emoji, '#000') === pixels(emoji, '#f00') &&
      /[1-9]/.test(pixels(emoji, '#000'));
    return SAMPLES.find(([, emoji]) => isDrawn(emoji))?.[0] ?? OLDEST;
  } catch {
    return OLDEST; // no canvas
  }
}
