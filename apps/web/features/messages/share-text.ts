/** The text of a message that shares a link: the sender's words, if any, then the link on a line of its own. */
export function shareText(words: string, link: string): string {
  const trimmed = words.trim();
  return trimmed === '' ? link : `${trimmed}\n${link}`;
}
