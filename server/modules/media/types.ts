export type Kind = 'image' | 'video' | 'audio' | 'file';
export type Status = 'processing' | 'ready' | 'failed';
/** What a file may be attached to. */
export type SubjectType = 'post' | 'draft' | 'message' | 'avatar' | 'header' | 'group';

export interface Subject {
  type: SubjectType;
  /** Of the post, draft, message or group; for `avatar` and `header` the member's. */
  id: string;
}

/** One stored file of a medium. */
export interface Variant {
  file: string;
  mimeType: string;
  size: number;
  width?: number;
  height?: number;
}
/** `full` is the main file; `source` is the original until it is processed. */
export type VariantName = 'full' | 'preview' | 'square' | 'thumb' | 'source';
export type Variants = Partial<Record<VariantName, Variant>>;

/** The extension of a stored file's name, such as `webp`. */
export const extensionOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1);
