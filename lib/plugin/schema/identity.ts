import type { ValueOf } from "./attribute.ts";

type Primitive = "string" | "bool" | "number";

/** One part of an identity. Terraform allows simple types and lists of them. */
type IdentityAttribute = {
  readonly type: Primitive | readonly ["list", Primitive];
  readonly description: string;
} & (
  | { readonly requiredForImport: true; readonly optionalForImport?: never }
  /** The provider can find it out, or has a default for it. */
  | { readonly optionalForImport: true; readonly requiredForImport?: never }
);

/** What names one thing of a resource type for ever: as much as finds it again, and nothing that can change. */
export interface IdentitySchema {
  /** Version of the identity's form. Raise it, and give `upgrade`, when older identities no longer fit. */
  readonly version: number;
  readonly attributes: { readonly [name: string]: IdentityAttribute };
}

/** Declares an identity and keeps its exact type, so that `IdentityOf` can be derived from it. */
export function defineIdentity<const I extends IdentitySchema>(schema: I): I {
  return schema;
}

/** The values of an identity. `U` is `Unknown` where they may be unknown. */
export type IdentityOf<I extends IdentitySchema, U = never> = {
  readonly [K in keyof I["attributes"]]:
    | ValueOf<I["attributes"][K]["type"], U>
    | U
    | (I["attributes"][K] extends { readonly requiredForImport: true } ? never : null);
};
