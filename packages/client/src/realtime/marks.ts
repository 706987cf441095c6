import type { Receipt } from './protocol.ts';

type Kind = 'read' | 'delivered';
interface Mark {
  kind: Kind;
  conversationId: string;
  wanted: number;
  done: number;
  underWay: boolean;
}

/** Watermarks to be told: only the highest counts, and it is told until it is answered. */
export function openMarks(tell: (kind: Kind, conversationId: string, seq: number) => Promise<Receipt>) {
  const marks = new Map<string, Mark>();
  let isOpen = false;

  const go = (mark: Mark): void => {
    if (!isOpen || mark.underWay || mark.wanted <= mark.done) return;
    const seq = mark.wanted;
    mark.underWay = true;
    tell(mark.kind, mark.conversationId, seq).then(
      () => {
        mark.underWay = false;
        mark.done = Math.max(mark.done, seq);
        go(mark);
      },
      () => {
        mark.underWay = false; // with the next connection, or the next mark
      },
    );
  };

  return {
    set(kind: Kind, conversationId: string, seq: number): void {
      const key = `${kind} ${conversationId}`;
      const mark = marks.get(key) ?? { kind, conversationId, wanted: 0, done: 0, underWay: false };
      marks.set(key, mark);
      mark.wanted = Math.max(mark.wanted, seq);
      go(mark);
    },
    open(): void {
      isOpen = true;
      for (const mark of marks.values()) go(mark);
    },
    shut(): void {
      isOpen = false;
    },
  };
}
