import type { models } from '../schema/index.js';
import type { StoredModel } from '../types.js';

export function toStoredModel({ id: _, ...model }: typeof models.$inferSelect): StoredModel {
  return model;
}
