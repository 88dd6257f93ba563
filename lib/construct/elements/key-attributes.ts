/** What resources, data sources and entries of lists have: a token for each of their attributes. */
interface Attributed {
  getStringAttribute(name: string): string;
  getNumberAttribute(name: string): number;
}

// A mixin's constructor takes whatever the class takes that it extends (https://www.typescriptlang.org/docs/handbook/mixins.html).
// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for this very type
type Mixable = abstract new (...args: any[]) => Attributed;

/** Adds what every key has, whoever made it. */
export function withKeyAttributes<Base extends Mixable>(base: Base) {
  abstract class KeyAttributes extends base {
    /** Token: the key's id, which KMS gives it. */
    get keyId(): string {
      return this.getStringAttribute("key_id");
    }

    /** Token: what the key is for. */
    get description(): string {
      return this.getStringAttribute("description");
    }

    /** Token: kind of key, for example `"BAIDU_AES_256"`. */
    get keySpec(): string {
      return this.getStringAttribute("key_spec");
    }

    /** Token: `"SOFTWARE"` or `"HSM"`. */
    get protectedBy(): string {
      return this.getStringAttribute("protected_by");
    }

    /** Token: `"BAIDU_KMS"` or `"EXTERNAL"`. */
    get origin(): string {
      return this.getStringAttribute("origin");
    }
  }
  return KeyAttributes;
}

/** Adds that, and what reading a key tells beside it. */
export function withKeyFacts<Base extends Mixable>(base: Base) {
  abstract class KeyFacts extends withKeyAttributes(base) {
    /** Token: `"enabled"`, `"disabled"`, `"pending_deletion"` or `"pending_import"`; another state as KMS writes it. */
    get keyState(): string {
      return this.getStringAttribute("key_state");
    }

    /** Token: how often the key's material changes, in days by its range; 0 is never. */
    get rotationCycle(): number {
      return this.getNumberAttribute("rotation_cycle");
    }

    /** Token: when the key was made, as KMS writes it. */
    get creationDate(): string {
      return this.getStringAttribute("creation_date");
    }

    /** Token: when the key will be deleted, as KMS writes it; null unless it is pending deletion. */
    get deletionDate(): string {
      return this.getStringAttribute("deletion_date");
    }
  }
  return KeyFacts;
}
