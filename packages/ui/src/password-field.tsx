'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { cn } from './cn.ts';
import { FieldFrame, type FieldProps, inputClassName, useField } from './field.tsx';
import { IconButton } from './icon-button.tsx';

export type PasswordFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'children' | 'type' | 'autoComplete'> & {
    /** `current-password` to sign in, `new-password` to choose one: password managers need it. */
    autoComplete: 'current-password' | 'new-password';
    showLabel: string;
    hideLabel: string;
    aside?: ReactNode;
  };

/** A password field with a button to show the password. Allows pasting and password managers. */
export function PasswordField({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  aside,
  showLabel,
  hideLabel,
  className,
  id,
  ...props
}: PasswordFieldProps) {
  const field = useField({ id, help, error });
  const [isShown, setIsShown] = useState(false);
  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, aside, field }}>
      <div className="relative">
        <input
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          {...props}
          {...field.input}
          type={isShown ? 'text' : 'password'}
          className={cn(inputClassName, 'h-11 pr-12', className)}
        />
        <IconButton
          label={isShown ? hideLabel : showLabel}
          tone="muted"
          aria-controls={field.id}
          onClick={() => setIsShown(!isShown)}
          className="absolute top-0 right-0 rounded-control hover:bg-transparent"
        >
          {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </IconButton>
      </div>
    </FieldFrame>
  );
}
