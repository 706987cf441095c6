/** The steps of a new member's welcome, in their order. A new step also changes the constraint of `profiles.welcomes`. */
export const WELCOME_STEPS = ['picture', 'study', 'interests', 'people', 'notifications'] as const;
export type WelcomeStep = (typeof WELCOME_STEPS)[number];
