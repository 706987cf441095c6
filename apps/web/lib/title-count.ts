/** The title of the tab with the number of unread things in front: "(3) Home". Replaces an earlier number. */
export const withTitleCount = (title: string, count: number): string => {
  const plain = title.replace(/^\(\d+\+?\) /, '');
  return count > 0 ? `(${count > 99 ? '99+' : count}) ${plain}` : plain;
};
