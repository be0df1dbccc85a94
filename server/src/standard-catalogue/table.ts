import type { CatalogueItem, CatalogueLink } from '@gongkai/core';

/** An edition of the agency's standard catalogue (国办发〔2019〕54号); earlier ones stay. */
export interface CatalogueVersionTable {
  agencyId: string;
  version: number;
  fileName: string;
  importedBy: string;
  importedAt: string;
}

/** An item of an edition, in the words of its columns. */
export interface CatalogueItemTable extends CatalogueItem {
  agencyId: string;
  version: number;
  /** In the order of the file. */
  place: number;
  itemKey: string;
}

/** Where the content of an item is; it outlasts the edition. */
export interface CatalogueLinkTable {
  agencyId: string;
  itemKey: string;
  targetKind: CatalogueLink['kind'];
  target: string;
  linkedBy: string;
  linkedAt: string;
}
