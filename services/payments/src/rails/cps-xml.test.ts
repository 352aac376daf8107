import fc from 'fast-check';
import t from 'tap';
import { readSoap, writeXml } from './cps-xml.ts';

const soap = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="x"><soapenv:Header/><soapenv:Body>${inside}</soapenv:Body></soapenv:Envelope>`;
const result = (inside: string): string => soap(`<api:Result xmlns:api="y">${inside}</api:Result>`);

t.test('an element is found wherever it stands and whatever its prefix', async (t) => {
  const read = readSoap(
    result(
      '<a:Header><a:ConversationID>AG_1</a:ConversationID></a:Header><b:Body><b:ResultCode> 0 </b:ResultCode></b:Body>',
    ),
  );
  t.equal(read?.root, 'Result');
  t.equal(read?.one('ResultCode'), '0');
  t.equal(read?.one('ConversationID'), 'AG_1');
  t.equal(read?.one('toString'), undefined);
  const pairs = '<P><Key>Amount</Key><Value>1.50</Value></P><P><Key>Fee</Key><Value>0</Value></P>';
  t.equal(readSoap(result(pairs))?.parameter('Amount'), '1.50');
});

t.test('what two readers could take differently is not taken', async (t) => {
  const code = (text: string): string | undefined => readSoap(text)?.one('ResultCode');
  t.equal(code(result('<ResultCode>0</ResultCode>')), '0', 'the check can succeed');
  const refused = {
    'two codes': result('<ResultCode>0</ResultCode><ResultCode>1</ResultCode>'),
    'two codes at two depths': result('<ResultCode>0</ResultCode><A><ResultCode>1</ResultCode></A>'),
    'two results': soap('<Result><ResultCode>0</ResultCode></Result><Result/>'),
    'something beside the result': soap('<Result><ResultCode>0</ResultCode></Result><Fault/>'),
    'two bodies': '<Envelope><Body><Result><ResultCode>0</ResultCode></Result></Body><Body/></Envelope>',
    'a DTD': `<!DOCTYPE Envelope [<!ENTITY zero "0">]>${result('<ResultCode>&zero;</ResultCode>')}`,
    'an outside entity': `<!DOCTYPE x SYSTEM "file:///etc/passwd">${result('<ResultCode>0</ResultCode>')}`,
    'an unknown entity': result('<ResultCode>&zero;</ResultCode>'),
    'a comment': result('<ResultCode>0<!-- 1 --></ResultCode>'),
    'a processing instruction': result('<?x y?><ResultCode>0</ResultCode>'),
    'character data': result('<ResultCode><![CDATA[0]]></ResultCode>'),
    'not closed': result('<ResultCode>0'),
    crossed: result('<ResultCode>0</Result></ResultCode>'),
    'no envelope': '<Result><ResultCode>0</ResultCode></Result>',
    'something behind': `${result('<ResultCode>0</ResultCode>')}<Envelope/>`,
    empty: '',
    JSON: '{"ResultCode":"0"}',
    'too long': result(`<ResultCode>0</ResultCode>${'<a/>'.repeat(70_000)}`),
    'code with a child': result('<ResultCode>0<x/></ResultCode>'),
    'a name of the language': soap('<__proto__><ResultCode>0</ResultCode></__proto__>'),
  };
  for (const [what, text] of Object.entries(refused)) t.equal(code(text), undefined, what);
  const billion = `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(50)}">${'<!ENTITY b "&a;&a;">'.repeat(50)}]><l>&b;</l>`;
  t.equal(readSoap(billion), undefined);
});

t.test('what is written is read back to the letter, whatever it holds, and is never markup', async (t) => {
  let seen = 0;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      seen += 1;
      const shown = text
        .toWellFormed()
        .replace(/\p{Cc}|\ufffe|\uffff/gu, ' ')
        .trim();
      const read = readSoap(result(writeXml(['x:Value', text])));
      return read !== undefined && (read.one('Value') ?? '') === shown;
    }),
    { numRuns: 300 },
  );
  t.equal(seen, 300);
  t.equal(writeXml(['a', [['b', '<&>"\'']]]), '<a><b>&lt;&amp;&gt;&quot;&apos;</b></a>');
});

t.test('no text makes the reader throw', async (t) => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    'Envelope',
    'Body',
    'Result',
    '&',
    ';',
    '"',
    '<!',
    '?',
    'x',
    ' ',
    '=',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      readSoap(pieces.join(''));
      readSoap(soap(pieces.join('')));
    }),
    { numRuns: 1500 },
  );
  t.pass();
});
