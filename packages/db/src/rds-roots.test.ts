import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import t from 'tap';

// What Terraform writes after every database address names this file as the image has it, below /app.
const FILE = new URL('../rds-af-south-1.pem', import.meta.url);

t.test('the roots of RDS in the region of production are whole, its own and valid for decades', async (t) => {
  const blocks = readFileSync(FILE, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  t.equal(blocks.length, 3);
  for (const certificate of blocks.map((block) => new X509Certificate(block))) {
    t.match(certificate.subject, /CN=Amazon RDS af-south-1 Root CA (RSA2048|RSA4096|ECC384) G1/);
    t.ok(certificate.ca && certificate.verify(certificate.publicKey), 'a root that signs itself');
    t.ok(new Date(certificate.validTo).getUTCFullYear() >= 2061);
  }
});

t.test('the driver checks the server’s certificate against them', async (t) => {
  const connectionString = `postgres://svc:one@host/windsurf?sslmode=verify-full&sslrootcert=${fileURLToPath(FILE)}`;
  const { connectionParameters } = new pg.Client({ connectionString }) as unknown as {
    connectionParameters: { ssl: { ca?: string; rejectUnauthorized?: boolean; checkServerIdentity?: unknown } };
  };
  t.match(connectionParameters.ssl.ca, /BEGIN CERTIFICATE/);
  t.not(connectionParameters.ssl.rejectUnauthorized, false);
  t.equal(connectionParameters.ssl.checkServerIdentity, undefined, 'the host’s name is checked too');
});
