/** Width by height of a header picture. */
export const HEADER_ASPECT = 4;

/** The header of a profile: the member's picture, or a plain area. */
export function HeaderPicture({ src }: { src: string | null | undefined }) {
  if (!src) return <div className="h-20 w-full bg-wash" />;
  return (
    <div className="w-full overflow-hidden bg-wash" style={{ aspectRatio: HEADER_ASPECT }}>
      <img src={src} alt="" decoding="async" className="size-full object-cover" />
    </div>
  );
}
