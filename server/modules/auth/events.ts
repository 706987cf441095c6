declare module '../../platform/events.ts' {
  interface Events {
    /** An account was marked as official, stands for something else, or lost the mark. */
    'auth.official_changed': { userId: string; isOfficial: boolean; at: string };
    /** Staff gave a member roles, or took some. */
    'auth.roles_changed': { userId: string; at: string };
    /** Somebody became a member by an invitation. `memberId` is null unless they agreed that the inviter learns who it was. */
    'auth.invited_joined': { joinId: string; inviterId: string; memberId: string | null };
    /** A request for an act that takes two people was decided, stopped or ran out. */
    'auth.approval_closed': {
      act: 'owner_granted' | 'owner_revoked' | 'mass_moderation';
      /** The bulk act of `mass_moderation`. */
      targetId: string | null;
      state: 'carried_out' | 'refused' | 'cancelled' | 'expired' | 'void';
    };
  }
}

export {};
