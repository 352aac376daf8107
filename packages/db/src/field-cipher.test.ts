import { randomBytes } from 'node:crypto';
import t from 'tap';
import { createFieldCipher } from './field-cipher.ts';
import { isId, newId } from './ids.ts';

const key = () => randomBytes(32).toString('base64url');

t.test('what was sealed is opened again, in every script, and two seals of one text differ', (t) => {
  const cipher = createFieldCipher(key());
  for (const text of ['+251911234567', 'ሰላም ለዓለም', '', '😀'.repeat(1000)]) {
    t.equal(cipher.open(cipher.seal(text)), text);
    t.notMatch(cipher.seal(text), text === '' ? '\n' : text);
  }
  t.not(cipher.seal('a'), cipher.seal('a'));
  t.end();
});

t.test('every changed character, another key and every cut are refused', (t) => {
  const cipher = createFieldCipher(key());
  const sealed = cipher.seal('+251911234567');
  for (let i = 0; i < sealed.length; i++) {
    const other = sealed[i] === 'A' ? 'Q' : 'A';
    const changed = sealed.slice(0, i) + other + sealed.slice(i + 1);
    // The last character of base64url carries bits that mean nothing.
    if (!Buffer.from(changed.slice(3), 'base64url').equals(Buffer.from(sealed.slice(3), 'base64url')) || i < 3) {
      t.throws(() => cipher.open(changed), `character ${i}`);
    }
    t.throws(() => cipher.open(sealed.slice(0, i)), `cut at ${i}`);
  }
  t.throws(() => createFieldCipher(key()).open(sealed), /another key/);
  t.throws(() => createFieldCipher('short'), RangeError);
  t.end();
});

t.test('new ids sort by the time they were made in', (t) => {
  const ids = Array.from({ length: 1000 }, newId);
  t.equal(new Set(ids).size, 1000);
  t.ok(ids.every(isId));
  t.equal((ids[0] ?? '').slice(0, 8) <= (ids[999] ?? '').slice(0, 8), true);
  t.notOk(isId((ids[0] ?? '').toUpperCase()));
  t.end();
});
