/** A button's look, for pages that every other page brings along: what they are made of is loaded with each. */
export const plainButtonClassName =
  'inline-flex h-11 items-center justify-center rounded-control px-4.5 font-medium active:opacity-80';
