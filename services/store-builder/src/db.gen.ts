// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'store.drafts': {
    creatorId: Generated<string>;
    version: number;
    content: Json;
    savedAt: Date;
  };
  'store.files': {
    creatorId: Generated<string>;
    id: string;
    state: 'ready' | 'refused';
    kind: string | null;
    sizeBytes: number | null;
    heardAt: Date;
  };
  'store.handledMessages': {
    creatorId: Generated<string>;
    message: string;
    key: string;
    handledAt: Generated<Date>;
  };
  'store.handles': {
    creatorId: Generated<string>;
    handle: string;
    current: boolean;
    takenAt: Date;
  };
  'store.images': {
    creatorId: Generated<string>;
    id: string;
    sha256: string;
    kind: 'jpeg' | 'png' | 'webp';
    width: number;
    height: number;
    bytes: number;
    keptAt: Date;
  };
  'store.pageVersions': {
    creatorId: Generated<string>;
    number: number;
    draftVersion: number;
    content: Json;
    blocks: number;
    bytes: number;
    publishedAt: Date;
  };
  'store.productSlugs': {
    creatorId: Generated<string>;
    slug: string;
    productId: string;
    wasPublic: Generated<boolean>;
  };
  'store.products': {
    creatorId: Generated<string>;
    id: string;
    type: 'digital-download';
    slug: string;
    title: string;
    description: string;
    priceSantim: number;
    coverImageId: string | null;
    fileId: string | null;
    version: number;
    state: Generated<'draft' | 'published' | 'withdrawn'>;
    publishedVersion: number | null;
    createdAt: Date;
    updatedAt: Date;
  };
  'store.publicPages': {
    creatorId: Generated<string>;
    live: boolean;
    generation: number;
    handle: string;
    displayName: string;
    lang: string;
    number: number;
    content: Json;
    productIds: string[];
    shareText: string;
    publishedAt: Date;
  };
  'store.publishedProducts': {
    creatorId: Generated<string>;
    id: string;
    version: number;
    live: boolean;
    slug: string;
    title: string;
    shareTitle: string;
    teaser: string;
    description: string;
    priceSantim: number;
    coverImageId: string | null;
    coverKind: string | null;
    coverWidth: number | null;
    coverHeight: number | null;
    fileId: string;
    fileKind: string | null;
    fileBytes: number | null;
    publishedAt: Date;
  };
  'store.stores': {
    creatorId: Generated<string>;
    handle: string;
    displayName: string;
    lang: 'am' | 'en';
    making: 'teacher' | 'cook' | 'designer' | 'musician' | 'fitness' | 'language' | 'choir' | 'developer' | 'other' | null;
    onboarding: Generated<'making' | 'links' | 'page' | 'published'>;
    openedAt: Date;
    updatedAt: Date;
  };
}
