import type { EndpointShape } from '@windsurf/contracts/endpoint';

/** OpenAPI 3.1 from contracts; the order of the list is the order of the document. */
export function openApi(service: string, endpoints: readonly EndpointShape[]): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const e of endpoints) {
    const path = e.url.replace(/:([A-Za-z]+)/g, '{$1}');
    const parameters = (['params', 'query'] as const).flatMap((part) => {
      const schema: { properties?: Record<string, unknown>; required?: string[] } | undefined = e[part];
      return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
        name,
        in: part === 'params' ? 'path' : 'query',
        required: part === 'params' || (schema?.required ?? []).includes(name),
        schema: property,
      }));
    });
    (paths[path] ??= {})[e.method.toLowerCase()] = {
      summary: e.summary,
      'x-access': e.access,
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(e.body ? { requestBody: { required: true, content: { 'application/json': { schema: e.body } } } } : {}),
      responses: {
        [String(e.status ?? 200)]: {
          description: 'Done',
          ...(e.status === 204 ? {} : { content: contentOf(e) }),
        },
        default: { description: 'Problem', content: { 'application/problem+json': {} } },
      },
    };
  }
  return `${JSON.stringify({ openapi: '3.1.0', info: { title: `Stan Store Windsurf: ${service}`, version: '1' }, paths }, null, 2)}\n`;
}

const contentOf = ({ file, response }: EndpointShape): object =>
  file ? { [file]: { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: response } };
