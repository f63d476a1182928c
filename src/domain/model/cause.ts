/** What made something happen. */
export type Cause =
  | { readonly kind: 'start' }
  | { readonly kind: 'hint' }
  | { readonly kind: 'watch' }
  | { readonly kind: 'timer' }
  | CommandCause;

/** A command of a person or a service. */
export interface CommandCause {
  readonly kind: 'command';
  readonly command: string;
  readonly by?: string;
}
