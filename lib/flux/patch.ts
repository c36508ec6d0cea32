import { ObjectSelector } from './object-selector';

/** A change to objects before they are applied. */
export interface KustomizePatch {
  /** YAML: part of an object, which is merged (strategic merge), or a list of operations (JSON Patch). */
  readonly patch: string;

  /**
   * Which objects. A list of operations must have one; part of an object may name its own.
   *
   * @default - the object of the kind and the name that stand in the patch
   */
  readonly target?: ObjectSelector;
}

/** Another image, or another version of it. */
export interface ImageOverride {
  /** The image's name as the manifests have it, without a tag. */
  readonly name: string;

  /**
   * The name to put in its place.
   *
   * @default - the name as it is
   */
  readonly newName?: string;

  /**
   * The tag to put in its place.
   *
   * @default - the tag as it is
   */
  readonly newTag?: string;

  /**
   * The digest to put in the tag's place, such as `sha256:…`; one of the two.
   *
   * @default - none
   */
  readonly digest?: string;
}
