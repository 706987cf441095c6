import fc from 'fast-check';

/** An action of one member in a group, for both model and server. Members are numbered. */
export type Action =
  | { do: 'block' | 'unblock'; actor: number; target: number }
  | { do: 'write'; actor: number; replyTo: number }
  | { do: 'edit' | 'pin' | 'unpin' | 'remove'; actor: number; at: number }
  | { do: 'react'; actor: number; at: number; on: boolean }
  | { do: 'leave' | 'join' | 'read' | 'typing'; actor: number };

/** @param count  members; the first created the group and stays in it */
export const arbitraryActions = (count: number): fc.Arbitrary<Action[]> => {
  const actor = fc.nat(count - 1);
  const at = fc.nat(30);
  const action = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constantFrom('block', 'block', 'unblock'), actor, target: actor }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('write'), actor, replyTo: at }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('edit', 'pin', 'unpin', 'remove'), actor, at }) },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('react'), actor, at, on: fc.constantFrom(true, true, false) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave', 'join', 'read', 'typing'), actor }) },
  ) as fc.Arbitrary<Action>;
  // No bias towards small numbers: interesting runs differ in members and messages.
  return fc.noBias(fc.array(action, { minLength: 24, maxLength: 40 }));
};

export interface ModelMessage {
  seq: number;
  id: string;
  sender: number;
  /** A word that is in no other message. */
  uniqueWord: string;
  replyTo: ModelMessage | undefined;
  reactions: Set<number>;
  pinnedBy: number | undefined;
  isDeleted: boolean;
}

/** The model: who blocks whom, and what was sent. Enough to derive what each member may read. */
export class Group {
  readonly messages: ModelMessage[] = [];
  readonly #blocks = new Set<string>();
  readonly participants: Set<number>;
  readonly readTo: number[];

  constructor(count: number) {
    this.participants = new Set(Array.from({ length: count }, (_, index) => index));
    this.readTo = Array.from({ length: count }, () => 0);
  }

  setBlock(actor: number, target: number, on: boolean): void {
    if (on) this.#blocks.add(`${actor} ${target}`);
    else this.#blocks.delete(`${actor} ${target}`);
  }

  blocks = (actor: number, target: number): boolean => this.#blocks.has(`${actor} ${target}`);

  /** The unique words that a member may read. */
  wordsFor = (reader: number): string[] =>
    this.messages
      .filter(({ sender, isDeleted }) => !isDeleted && !this.blocks(reader, sender))
      .map(({ uniqueWord }) => uniqueWord);

  pinsFor = (reader: number): number[] =>
    this.messages
      .filter(
        ({ sender, isDeleted, pinnedBy }) =>
          !isDeleted && !this.blocks(reader, sender) && pinnedBy !== undefined,
      )
      .filter(({ pinnedBy }) => !this.blocks(reader, pinnedBy ?? reader))
      .map(({ seq }) => seq);

  reactionsFor = (reader: number, message: ModelMessage): number[] =>
    message.isDeleted || this.blocks(reader, message.sender)
      ? []
      : [...message.reactions].filter((actor) => !this.blocks(reader, actor)).sort();

  unreadFor = (reader: number): number =>
    this.messages.filter(
      ({ sender, isDeleted, seq }) =>
        sender !== reader && !isDeleted && !this.blocks(reader, sender) && seq > (this.readTo[reader] ?? 0),
    ).length;
}
