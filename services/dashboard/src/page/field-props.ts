// What a field of a block is given.
import type { BlockKind } from '@windsurf/contracts/store-blocks';
import type { Product } from '@windsurf/contracts/store';
import type { FieldSpec, Values } from './kinds.ts';

export type FieldsOf = {
  readonly kind: BlockKind;
  /** Begins the ids of the fields. */
  readonly id: string;
  readonly of: Values;
  /** The words of a sample stand greyed inside its empty fields. */
  readonly sample?: Values | undefined;
  readonly products: readonly Product[] | undefined;
  /** Inside a sheet, where no other sheet opens. */
  readonly inside?: boolean;
  write(patch: Values): void;
  leave(): void;
};
export type OneField = FieldsOf & { readonly field: FieldSpec };
