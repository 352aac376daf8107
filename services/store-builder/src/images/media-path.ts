/** Address of a picture, the same on the store and the app origin. */
export const mediaPath = (imageId: string): string => `/media/${imageId}`;
