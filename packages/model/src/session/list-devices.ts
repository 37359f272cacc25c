export interface DeviceInfo {
  /** Name for `--device`. */
  provider: string;
  usable: boolean;
  /** What was tried and what came of it. */
  detail: string;
  /** How to make it usable, where it is not. */
  howToGet?: string;
}

export function listDevices(): Promise<DeviceInfo[]> {
  return Promise.reject(new Error('being written'));
}
