import { productWords as words } from '@windsurf/language/words-dashboard-products';
import { PictureField } from '../pictures/picture-field.tsx';
import { pictureUrl } from '../pictures/send-picture.ts';
import { tr } from '../words.ts';

type CoverProps = {
  readonly url: string | null;
  readonly error: string | undefined;
  onCover(cover: { id: string; url: string } | null): void;
};

/** The cover of a product: a picture that can be left out. */
export function CoverField({ url, error, onCover }: CoverProps) {
  return (
    <PictureField
      id="cover"
      label={tr(words.cover)}
      hint={tr(words.coverHint)}
      shape="wide"
      optional
      imageId={url === null ? undefined : url.slice(pictureUrl('').length)}
      error={error}
      onPicture={(imageId) => onCover(imageId === undefined ? null : { id: imageId, url: pictureUrl(imageId) })}
    />
  );
}
