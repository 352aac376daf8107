// Who is asking. Set once per request by `access`; a use case takes ids from here and never from a body.
export type Principal =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly sessionId: string;
      /** The tenant that this person may act for, if she opened a store or is about to. */
      readonly creatorId: string | null;
      readonly operator: boolean;
      readonly csrf: string;
      /** How the proof of identity travelled: a browser's cookie needs a CSRF token on every change. */
      readonly via: 'cookie' | 'bearer';
    }
  | { readonly kind: 'service'; readonly service: string };
export type PersonPrincipal = Extract<Principal, { kind: 'person' }>;
export type CreatorPrincipal = PersonPrincipal & { readonly creatorId: string };
