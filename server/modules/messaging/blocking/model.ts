import fc from 'fast-check';

/** What several people may do in one group, as the model and the server are both told. People are numbered. */
export type Act =
  | { do: 'block' | 'unblock'; who: number; whom: number }
  | { do: 'write'; who: number; answers: number }
  | { do: 'edit' | 'pin' | 'unpin' | 'remove'; who: number; at: number }
  | { do: 'react'; who: number; at: number; on: boolean }
  | { do: 'leave' | 'join' | 'read' | 'typing'; who: number };

/** @param count  people; the first made the group and stays in it */
export const acts = (count: number): fc.Arbitrary<Act[]> => {
  const who = fc.nat(count - 1);
  const at = fc.nat(30);
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('block', 'block', 'unblock'), who, whom: who }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('write'), who, answers: at }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('edit', 'pin', 'unpin', 'remove'), who, at }) },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('react'), who, at, on: fc.constantFrom(true, true, false) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave', 'join', 'read', 'typing'), who }) },
  ) as fc.Arbitrary<Act>;
  // Without its liking for small numbers: all that is rare is between people and messages that differ.
  return fc.noBias(fc.array(act, { minLength: 24, maxLength: 40 }));
};

export interface ModelMessage {
  seq: number;
  id: string;
  by: number;
  /** A word that stands in no other text. */
  word: string;
  answers: ModelMessage | undefined;
  reactions: Set<number>;
  pinnedBy: number | undefined;
  gone: boolean;
}

/** Who blocks whom, and what was written: enough to say what each may read. */
export class Group {
  readonly messages: ModelMessage[] = [];
  readonly #blocks = new Set<string>();
  readonly seated: Set<number>;
  readonly readTo: number[];

  constructor(count: number) {
    this.seated = new Set(Array.from({ length: count }, (_, index) => index));
    this.readTo = Array.from({ length: count }, () => 0);
  }

  setBlock(who: number, whom: number, on: boolean): void {
    if (on) this.#blocks.add(`${who} ${whom}`);
    else this.#blocks.delete(`${who} ${whom}`);
  }

  blocks = (who: number, whom: number): boolean => this.#blocks.has(`${who} ${whom}`);

  /** Words of what somebody may read. */
  wordsFor = (reader: number): string[] =>
    this.messages.filter(({ by, gone }) => !gone && !this.blocks(reader, by)).map(({ word }) => word);

  pinsFor = (reader: number): number[] =>
    this.messages
      .filter(({ by, gone, pinnedBy }) => !gone && !this.blocks(reader, by) && pinnedBy !== undefined)
      .filter(({ pinnedBy }) => !this.blocks(reader, pinnedBy ?? reader))
      .map(({ seq }) => seq);

  reactionsFor = (reader: number, message: ModelMessage): number[] =>
    message.gone || this.blocks(reader, message.by)
      ? []
      : [...message.reactions].filter((who) => !this.blocks(reader, who)).sort();

  unreadFor = (reader: number): number =>
    this.messages.filter(
      ({ by, gone, seq }) =>
        by !== reader && !gone && !this.blocks(reader, by) && seq > (this.readTo[reader] ?? 0),
    ).length;
}
