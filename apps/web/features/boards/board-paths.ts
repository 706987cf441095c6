/** Paths below `/boards`. Apart from the others, which every page loads. */
export const boardPaths = {
  board: (id: string) => `/boards/${id}`,
  /** A thread of a board, optionally at a post. */
  thread: (boardId: string, id: string, postId?: string) =>
    `/boards/${boardId}/${id}${postId === undefined ? '' : `#${postId}`}`,
  /** What the member wrote. */
  ownPosts: '/boards/own',
  /** For a member who holds a key. */
  holder: '/boards/holder',
};
