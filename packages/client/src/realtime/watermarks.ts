import type { Receipt } from '@chitlaq/protocol';

type Kind = 'read' | 'delivered';
interface Watermark {
  kind: Kind;
  conversationId: string;
  wantedSeq: number;
  confirmedSeq: number;
  isSending: boolean;
}

/** Watermarks to send: only the highest counts, and it is resent until it is acknowledged. */
export function openWatermarks(
  sendReceipt: (kind: Kind, conversationId: string, seq: number) => Promise<Receipt>,
) {
  const watermarks = new Map<string, Watermark>();
  let isOpen = false;

  const flush = (watermark: Watermark): void => {
    if (!isOpen || watermark.isSending || watermark.wantedSeq <= watermark.confirmedSeq) return;
    const seq = watermark.wantedSeq;
    watermark.isSending = true;
    sendReceipt(watermark.kind, watermark.conversationId, seq).then(
      () => {
        watermark.isSending = false;
        watermark.confirmedSeq = Math.max(watermark.confirmedSeq, seq);
        flush(watermark);
      },
      () => {
        watermark.isSending = false; // sent with the next connection or mark
      },
    );
  };

  return {
    set(kind: Kind, conversationId: string, seq: number): void {
      const key = `${kind} ${conversationId}`;
      const watermark = watermarks.get(key) ?? {
        kind,
        conversationId,
        wantedSeq: 0,
        confirmedSeq: 0,
        isSending: false,
      };
      watermarks.set(key, watermark);
      watermark.wantedSeq = Math.max(watermark.wantedSeq, seq);
      flush(watermark);
    },
    resume(): void {
      isOpen = true;
      for (const watermark of watermarks.values()) flush(watermark);
    },
    pause(): void {
      isOpen = false;
    },
  };
}
