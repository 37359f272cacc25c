import { MAX_DIFFERENCE, MIN_SHARE } from './choose-device.js';
import { probe } from './probe.js';
import { listProviders, type Provider } from './providers.js';

export interface DeviceInfo {
  /** Name for `--device`. */
  provider: string;
  usable: boolean;
  /** What was tried and what came of it. */
  detail: string;
  /** How to make it usable, where it is not. */
  howToGet?: string;
}

/** A software driver compiles its first shader in a few seconds. */
const LIMIT_SECONDS = 60;

/** Tries every execution provider that onnxruntime has for this machine on a small matrix product. */
export async function listDevices(): Promise<DeviceInfo[]> {
  const devices: DeviceInfo[] = [];
  for (const provider of listProviders()) devices.push(await tryProvider(provider));
  return devices;
}

async function tryProvider({ name, installed, howToGet }: Provider): Promise<DeviceInfo> {
  if (name === 'cpu') return { provider: name, usable: true, detail: 'works' };
  const unusable = (detail: string): DeviceInfo => ({ provider: name, usable: false, detail, howToGet });
  if (!installed) return unusable("onnxruntime's libraries for it are not installed");
  const reply = await probe({ provider: name }, LIMIT_SECONDS);
  if (!reply.ok) return unusable(reply.error);
  if (reply.share < MIN_SHARE) return unusable('it runs nothing itself and leaves everything to the CPU');
  if (reply.difference > MAX_DIFFERENCE)
    return unusable(`its results differ from the CPU's by ${reply.difference}`);
  const ratio = reply.seconds.cpu / reply.seconds.device;
  const speed =
    ratio >= 1
      ? `${ratio.toFixed(1)} times as fast as the CPU`
      : `${(1 / ratio).toFixed(1)} times slower than the CPU`;
  return { provider: name, usable: true, detail: `works; a small matrix product is ${speed}` };
}
