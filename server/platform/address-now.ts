/** An address, or what a function says that it is now. */
export const addressNow = (address: string | (() => string)): string =>
  typeof address === 'string' ? address : address();
