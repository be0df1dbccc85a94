/**
 * Which papers stand in which volume, in their order: a volume takes papers until the next one would make it thicker than
 * `most` pages. A paper is never cut, so one that is thicker by itself fills a volume alone; what stands apart (0 pages)
 * is named in the index of the volume that it falls into.
 * @param pages of each paper
 * @returns for each volume the positions of its papers
 */
export function splitIntoVolumes(pages: readonly number[], most: number): number[][] {
  const volumes: number[][] = [[]];
  let thickness = 0;
  for (const [position, own] of pages.entries()) {
    if (thickness > 0 && thickness + own > most) {
      volumes.push([]);
      thickness = 0;
    }
    volumes.at(-1)?.push(position);
    thickness += own;
  }
  return volumes;
}
