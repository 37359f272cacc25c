export interface FileDifference {
  file: string;
  problem: 'missing' | 'changed';
}

/** Reads every file of the package again; empty where all are as imported. */
export function verifyModelPackage(_dir: string): Promise<FileDifference[]> {
  return Promise.reject(new Error('being written'));
}
