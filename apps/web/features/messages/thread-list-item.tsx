import type { ComponentProps } from 'react';

/** A line of the thread: no `<li>`, since between it and its list stands the stretch that it is drawn with. */
export function ThreadListItem(props: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div role="listitem" {...props} />;
}
