/** Button styles for components in every page's bundle, which must not load `Button`. */
export const plainButtonClassName =
  'inline-flex h-11 items-center justify-center rounded-control px-4.5 font-medium active:opacity-80';
