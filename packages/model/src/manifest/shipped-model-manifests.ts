export interface ShippedModelManifest {
  /** For `--manifest`. */
  name: string;
  /** Absolute path of the YAML file. */
  file: string;
}

/** The manifests that come with Evenhand, for models whose checkpoints do not carry their labels. */
export function shippedModelManifests(): Promise<ShippedModelManifest[]> {
  return Promise.reject(new Error('being written'));
}
