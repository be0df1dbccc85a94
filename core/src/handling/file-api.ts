import { z } from 'zod';

/** A file kept with a record of the handling. */
export const keptFileSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;
