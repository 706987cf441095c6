import { Fragment } from 'react';
import { cn } from './cn.ts';

interface Inline {
  text: string;
  isBold?: true;
  href?: string;
}
type Block =
  | { kind: 'heading'; level: 2 | 3; content: Inline[] }
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] };

/** A parsed text of the campus (`parseLegalText`): headings, paragraphs, lists, bold words and links. */
export function LegalBody({ blocks, className }: { blocks: readonly Block[]; className?: string }) {
  return (
    <div className={cn('min-w-0 max-w-prose text-pretty break-words', className)}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never move
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === 'heading')
    return block.level === 2 ? (
      <h2 className="mt-8 mb-2 font-bold text-lg leading-tight">
        <Line content={block.content} />
      </h2>
    ) : (
      <h3 className="mt-5 mb-1 font-medium">
        <Line content={block.content} />
      </h3>
    );
  if (block.kind === 'paragraph')
    return (
      <p className="my-3">
        {block.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never move
          <Fragment key={index}>
            {index > 0 ? <br /> : null}
            <Line content={line} />
          </Fragment>
        ))}
      </p>
    );
  const List = block.isOrdered ? 'ol' : 'ul';
  return (
    <List className={cn('my-3 grid gap-1.5 pl-6', block.isOrdered ? 'list-decimal' : 'list-disc')}>
      {block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text never move
        <li key={index}>
          <Line content={item} />
        </li>
      ))}
    </List>
  );
}

const Line = ({ content }: { content: readonly Inline[] }) =>
  content.map(({ text, isBold, href }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move
    if (isBold) return <strong key={index}>{text}</strong>;
    if (href)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move
        <a key={index} className="link" href={href}>
          {text}
        </a>
      );
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move
    return <Fragment key={index}>{text}</Fragment>;
  });
