// Files of creators, what buyers own, and the links that open it.
import { Type as T } from 'typebox';
import type { Static } from 'typebox';
import { endpoint } from './endpoint.ts';
import { event } from './event.ts';
import { problem } from './problem.ts';
import { Done, Id, Lang, Moment, PageQuery, Santim, nullable, pageOf } from './shapes.ts';

export const FileState = T.Union([
  T.Literal('uploading'),
  T.Literal('checking'),
  T.Literal('ready'),
  T.Literal('refused'),
]);
export const FileView = T.Object({
  id: Id,
  name: T.String(),
  sizeBytes: T.Integer(),
  /** What the bytes are, not what the name says: pdf, epub, zip, mp3, m4a, mp4, png, jpeg, webp, docx, xlsx, pptx, txt. */
  kind: nullable(T.String()),
  sha256: nullable(T.String()),
  state: FileState,
  /** Why it was refused, in the reader's language. */
  detail: nullable(T.String()),
  partSizeBytes: T.Integer(),
  /** While uploading: numbers of the parts that have arrived; an interrupted upload goes on with the others. */
  arrivedParts: T.Array(T.Integer()),
  createdAt: Moment,
});
export type FileView = Static<typeof FileView>;
const SignedPart = T.Object({ number: T.Integer(), url: T.String() });

export const beginUpload = endpoint({
  method: 'POST',
  url: '/v1/delivery/files',
  access: 'creator',
  summary: 'Begin to upload a file straight to the object store',
  status: 201,
  body: T.Object(
    {
      name: T.String({ minLength: 1, maxLength: 1200 }),
      sizeBytes: T.Integer({ minimum: 0, maximum: 10_000_000_000_000 }),
    },
    { additionalProperties: false },
  ),
  response: T.Object({
    file: FileView,
    /** Addresses to PUT the first parts to, at most 100, good for an hour; `signParts` gives the others. */
    parts: T.Array(SignedPart),
    /** Says so, in the reader's language, when the name had to be changed. */
    notice: nullable(T.String()),
  }),
});
export const signParts = endpoint({
  method: 'POST',
  url: '/v1/delivery/files/:id/parts',
  access: 'creator',
  summary: 'Fresh signed addresses for parts that have not arrived',
  params: T.Object({ id: Id }),
  body: T.Object(
    { numbers: T.Array(T.Integer({ minimum: 1, maximum: 10_000 }), { minItems: 1, maxItems: 100 }) },
    { additionalProperties: false },
  ),
  response: T.Object({ parts: T.Array(SignedPart) }),
});
export const completeUpload = endpoint({
  method: 'POST',
  url: '/v1/delivery/files/:id/complete',
  access: 'creator',
  summary: 'All parts have arrived; the check of kind, size and hash begins',
  params: T.Object({ id: Id }),
  body: T.Object(
    {
      /** SHA-256 of the whole file as hex, if the phone could compute it. */
      sha256: T.Optional(T.String({ pattern: '^[0-9a-f]{64}$' })),
    },
    { additionalProperties: false },
  ),
  response: FileView,
});
export const readFile = endpoint({
  method: 'GET',
  url: '/v1/delivery/files/:id',
  access: 'creator',
  summary: 'How far an own file is',
  params: T.Object({ id: Id }),
  response: FileView,
});
export const listFiles = endpoint({
  method: 'GET',
  url: '/v1/delivery/files',
  access: 'creator',
  summary: 'The own files, newest first, at most 200',
  response: T.Object({ items: T.Array(FileView) }),
});
export const abortUpload = endpoint({
  method: 'DELETE',
  url: '/v1/delivery/files/:id',
  access: 'creator',
  summary: 'Give up an upload that is not complete, or forget a file that was refused',
  params: T.Object({ id: Id }),
  response: Done,
});

export const EntitlementAccess = T.Union([T.Literal('active'), T.Literal('paused'), T.Literal('revoked')]);
export type EntitlementAccess = Static<typeof EntitlementAccess>;
export const AccessReason = T.Union([
  T.Literal('refund'),
  T.Literal('reversal'),
  T.Literal('dispute'),
  /** A part of its price is not paid. */
  T.Literal('instalment'),
]);
export type AccessReason = Static<typeof AccessReason>;
export const EntitlementView = T.Object({
  id: Id,
  productId: Id,
  title: T.String(),
  storeName: T.String(),
  handle: T.String(),
  amountSantim: Santim,
  grantedAt: Moment,
  /** paused: the money went back, and may come again. revoked: refunded. What is closed stays in the list. */
  state: EntitlementAccess,
  /** Why it is closed; null while it is open. */
  why: nullable(AccessReason),
  /** Since when it is closed. */
  since: nullable(Moment),
  receiptUrl: T.String(),
});
export type EntitlementView = Static<typeof EntitlementView>;
export const listLibrary = endpoint({
  method: 'GET',
  url: '/v1/delivery/library',
  access: 'person',
  summary: 'What the person who is signed in has bought, newest first',
  query: PageQuery,
  response: pageOf(EntitlementView),
});
export const linkOfEntitlement = endpoint({
  method: 'GET',
  url: '/v1/delivery/entitlements/:id/link',
  access: 'service',
  summary: 'The receipt address of an entitlement, for an SMS',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Object({
    url: T.String(),
    title: T.String(),
    storeName: T.String(),
    /** It cost nothing: «paid» would be wrong. Absent in what older builds say. */
    free: T.Optional(T.Boolean()),
    /** It was given to whoever has it. Absent in what older builds say. */
    gift: T.Optional(T.Boolean()),
  }),
});
export const linkOfOrder = endpoint({
  method: 'GET',
  url: '/v1/delivery/orders/:orderId/link',
  access: 'service',
  summary: 'The receipt address of a paid order; null until it is delivered',
  params: T.Object({ orderId: Id }),
  query: T.Object({ creatorId: Id }),
  response: T.Object({ url: nullable(T.String()) }),
});

export const fileReady = event(
  'file.ready',
  1,
  T.Object({ fileId: Id, kind: T.String(), sizeBytes: T.Integer(), sha256: T.String() }),
);
export const fileRefused = event('file.refused', 1, T.Object({ fileId: Id, reason: T.String() }));
export const entitlementGranted = event(
  'entitlement.granted',
  1,
  T.Object({
    entitlementId: Id,
    orderId: Id,
    productId: Id,
    buyerId: Id,
    lang: Lang,
    grantedAt: Moment,
    /** Bought beside another thing of the same order, whose receipt opens this too. */
    beside: T.Optional(Id),
    /** Bought before it is there: it opens on this day, and `preorder.changed` says when it does. */
    opensAt: T.Optional(Moment),
  }),
);
/** What somebody owns was closed or opened again. A grant that is not followed by this is open. */
export const entitlementChanged = event(
  'entitlement.changed',
  1,
  T.Object({
    entitlementId: Id,
    orderId: Id,
    productId: Id,
    buyerId: Id,
    access: EntitlementAccess,
    /** Null when it was opened again. */
    why: nullable(AccessReason),
    /** When payments decided it: of two changes the later one counts, whatever comes first. */
    at: Moment,
  }),
);
/** Somebody paid for a product that has no file yet: its creator must hear of it. The buyer gets it with the next publishing. */
export const fileMissing = event('file.missing', 1, T.Object({ entitlementId: Id, orderId: Id, productId: Id }));

export const fileEmpty = problem('file-empty', 422, {
  en: 'This file is empty (0 bytes). Choose the file again.',
  am: 'ይህ ፋይል ባዶ ነው (0 ባይት)። ፋይሉን እንደገና ይምረጡ።',
});
export const fileTooLarge = problem('file-too-large', 413, {
  en: 'This file is {size}; the limit is {limit}. Make it smaller or split it.',
  am: 'ይህ ፋይል {size} ነው፤ ገደቡ {limit} ነው። ያሳንሱት ወይም ይከፋፍሉት።',
});
export const fileKindRefused = problem('file-kind-refused', 422, {
  en: 'This kind of file cannot be sold here. PDF, EPUB, ZIP, sound (MP3, M4A), MP4, pictures (JPEG, PNG, WebP), Office files and plain text can.',
  am: 'ይህ ዓይነት ፋይል እዚህ መሸጥ አይቻልም። PDF፣ EPUB፣ ZIP፣ ድምፅ (MP3፣ M4A)፣ MP4፣ ፎቶ (JPEG፣ PNG፣ WebP)፣ የOffice ፋይሎችና ተራ ጽሑፍ ይቻላሉ።',
});
export const fileNotComplete = problem('file-not-complete', 409, {
  en: 'Parts of the file have not arrived yet: {missing}. Upload goes on where it stopped.',
  am: 'የፋይሉ ክፍሎች ገና አልደረሱም፦ {missing}። ከቆመበት ይቀጥላል።',
});
export const uploadEnded = problem('upload-ended', 409, {
  en: 'This upload was given up or took more than a week. Choose the file again.',
  am: 'ይህ ጭነት ተሰርዟል ወይም ከአንድ ሳምንት በላይ ቆይቷል። ፋይሉን እንደገና ይምረጡ።',
});
export const fileComplete = problem('file-complete', 409, {
  en: 'This file has already arrived, so there is no upload to go on with or to give up.',
  am: 'ይህ ፋይል አስቀድሞ ደርሷል፤ የሚቀጥል ወይም የሚሰረዝ ጭነት የለም።',
});
export const partsUnknown = problem('parts-unknown', 422, {
  en: 'This file has {count} parts. Ask for parts from 1 to {count}.',
  am: 'ይህ ፋይል {count} ክፍሎች አሉት። ከ1 እስከ {count} ያሉትን ይጠይቁ።',
});
export const fileNotReady = problem('file-not-ready', 409, {
  en: 'This file is still being checked. Press again in a minute.',
  am: 'ይህ ፋይል ገና እየተፈተሸ ነው። ከአንድ ደቂቃ በኋላ እንደገና ይጫኑ።',
});
export const accessPaused = problem('access-paused', 403, {
  en: 'This purchase is paused because the payment was taken back. It stays in “What I bought”.',
  am: 'ክፍያው ስለተመለሰ ይህ ግዢ ለጊዜው ቆሟል። «የገዛኋቸው» ውስጥ ይቆያል።',
});
export const accessEnded = problem('access-ended', 403, {
  en: 'The money for this purchase was sent back, so it is closed. It stays in “What I bought”.',
  am: 'የዚህ ግዢ ገንዘብ ስለተመለሰ ተዘግቷል። «የገዛኋቸው» ውስጥ ይቆያል።',
});
export const linkTooOld = problem('link-too-old', 404, {
  en: 'This link was made for someone else or is too old. Get a new one with your phone number.',
  am: 'ይህ ሊንክ ለሌላ ሰው የተሰራ ወይም ጊዜው ያለፈበት ነው። በስልክ ቁጥርዎ አዲስ ያግኙ።',
});
