// Started by Terraform as the AWS provider. It knows the real provider's schema and no network: see README.md.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { fromJSON, loadSync } from '@grpc/proto-loader';
import type { PackageDefinition } from '@grpc/proto-loader';
import { handlers } from './handlers.ts';
import { readSchema } from './schema.ts';

/** Terraform's way of telling that it is Terraform; public, the same for every provider. */
const MAGIC_COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';
if (process.env.TF_PLUGIN_MAGIC_COOKIE !== MAGIC_COOKIE) {
  process.stderr.write('This is a provider: Terraform starts it.\n');
  process.exit(1);
}

const used = new Set((process.env.TF_OFFLINE_TYPES ?? '').split(',').filter(Boolean));
const foresee = process.env.TF_OFFLINE_FORESEE === '1';
const schema = readSchema(new URL('schema-6.66.0.subset.json.gz', import.meta.url), used);

const serviceOf = (definition: PackageDefinition, name: string): grpc.ServiceDefinition => {
  const service = definition[name];
  if (service === undefined || 'format' in service) throw new Error(`${name} is no service`);
  return service;
};

// The two small services that every plugin of this kind has beside its own.
const housekeeping = fromJSON({
  nested: {
    grpc: {
      nested: {
        health: {
          nested: {
            v1: {
              nested: {
                Request: { fields: { service: { type: 'string', id: 1 } } },
                Response: { fields: { status: { type: 'int32', id: 1 } } },
                Health: { methods: { Check: { requestType: 'Request', responseType: 'Response' } } },
              },
            },
          },
        },
      },
    },
    plugin: {
      nested: {
        Empty: { fields: {} },
        GRPCController: { methods: { Shutdown: { requestType: 'Empty', responseType: 'Empty' } } },
      },
    },
  },
});

const protocol = loadSync(fileURLToPath(new URL('tfplugin5.proto', import.meta.url)), {
  keepCase: true,
  longs: Number,
  defaults: true,
  oneofs: true,
});

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
server.addService(serviceOf(protocol, 'tfplugin5.Provider'), handlers(schema, foresee));
const health: grpc.handleUnaryCall<unknown, { status: number }> = (_call, done) => done(null, { status: 1 });
server.addService(serviceOf(housekeeping, 'grpc.health.v1.Health'), { Check: health });
const shutdown: grpc.handleUnaryCall<unknown, object> = (_call, done) => {
  done(null, {});
  setTimeout(() => process.exit(0), 50);
};
server.addService(serviceOf(housekeeping, 'plugin.GRPCController'), { Shutdown: shutdown });
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`1|5|tcp|127.0.0.1:${port}|grpc|\n`);
});
