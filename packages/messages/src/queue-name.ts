/** The schema of a service, which becomes part of SQL text here and therefore is checked. Throws RangeError. */
export function schemaName(schema: string): string {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema)) throw new RangeError('not the name of a service schema');
  return schema;
}
