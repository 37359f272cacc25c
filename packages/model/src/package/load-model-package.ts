import type { ModelPackage } from './model-package.js';

export function loadModelPackage(_dir: string): Promise<ModelPackage> {
  return Promise.reject(new Error('being written'));
}
