import { Decoder, Encoder } from 'socket.io-parser';

/**
 * First characters of packets with binary parts. Nothing here uses them, and they could announce any number
 * of attachments.
 */
const BINARY = new Set(['5', '6']);

class TextDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || BINARY.has(packet.charAt(0))) throw new Error('only text is taken');
    super.add(packet);
  }
}

/** Socket.IO's default parser, without binary parts. */
export const textParser = { Encoder, Decoder: TextDecoder };
