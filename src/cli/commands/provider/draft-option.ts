import { Option } from 'commander';
import type { OperationOptions } from './define-operation';

/** The options of an operation that takes an order, or a draft of one. */
export interface DraftOptions extends OperationOptions {
  readonly draft?: true;
}

export function draftOption(): Option {
  return new Option('--draft', 'of a draft: <draft>, or <draft>/<group> as `draft show` names it');
}
