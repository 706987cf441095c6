import type { ComponentProps } from 'react';

/** An item of the thread. Not an `<li>`: a section element lies between it and its list. */
export function ThreadListItem(props: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/useSemanticElements: see above
  return <div role="listitem" {...props} />;
}
