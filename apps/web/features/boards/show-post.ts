/** Brings a post into sight, and the focus to it. */
export function showPost(id: string): void {
  const post = document.querySelector<HTMLElement>(`article[data-post="${CSS.escape(id)}"]`);
  post?.scrollIntoView({ block: 'center' });
  post?.focus({ preventScroll: true });
}
