/** From `npm run bench -- fingerprints`: docs/adr/0100-fingerprints-of-pictures.md has the figures. */
export const MATCH = {
  /** Of 256 bits, as many may differ between copies. */
  distance: 31,
  /** Pictures with less to see are compared by their bytes only. */
  quality: 50,
} as const;
