/** The text of a rule, which is in English in both languages. */
export const RuleText = ({ text }: { text: string }) => (
  <code lang="en" className="block whitespace-pre-wrap break-words rounded-control bg-wash px-3 py-2 text-sm">
    {text}
  </code>
);
