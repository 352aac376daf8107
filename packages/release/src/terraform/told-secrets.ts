// Whether a text that is kept (a plan, a state) holds what nobody may read there.

/** The forms in which a secret may stand in JSON, in an address or in base64. */
const forms = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/** The secrets, of those given, that a text holds in any form. */
export const secretsIn = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => forms(secret).some((form) => text.includes(form)));
