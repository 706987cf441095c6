/** The styles that decide where the lines of a text field break. */
const COPIED = [
  'boxSizing',
  'width',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'borderStyle',
  'fontFamily',
  'fontSize',
  'fontStyle',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'textTransform',
  'wordSpacing',
] as const;

/** Top and bottom of the line at a position of a text field, in pixels from the top of the field. */
export function caretLine(field: HTMLTextAreaElement, position: number): { top: number; bottom: number } {
  const style = getComputedStyle(field);
  const mirror = document.createElement('div');
  for (const name of COPIED) mirror.style[name] = style[name];
  Object.assign(mirror.style, {
    position: 'absolute',
    top: '0',
    left: '-9999px',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  const mark = document.createElement('span');
  mark.textContent = '\u200B';
  mirror.append(field.value.slice(0, position), mark, field.value.slice(position));
  document.body.append(mirror);
  const top = mark.offsetTop - field.scrollTop;
  const bottom = top + mark.offsetHeight;
  mirror.remove();
  return { top, bottom };
}
