/** Where the unsaved work on a product lies on this device. Several people may share a phone: each finds her own. */
export type Slot = `${string} ${string}`;

/** @param of id of the product, or `new` */
export const slotOf = (creatorId: string | null | undefined, of: string): Slot => `${creatorId ?? ''} ${of}`;
