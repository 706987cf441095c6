import { Decoder, Encoder } from 'socket.io-parser';

/** The first character of packets with binary parts, which nothing here has and which may announce any number of them. */
const BINARY = new Set(['5', '6']);

class TextDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || BINARY.has(packet.charAt(0))) throw new Error('only text is taken');
    super.add(packet);
  }
}

/** Socket.IO's own format, without binary parts. */
export const textParser = { Encoder, Decoder: TextDecoder };
