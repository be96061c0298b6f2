import type { Role } from '../../platform/actor.ts';
import type {
  Defaulted,
  DefaultedInstant,
  Instant,
  Json,
  StoredActor,
} from '../../platform/db/tables.ts';

declare module '../../platform/db/tables.ts' {
  interface Tables {
    members: {
      account_id: string;
      id: string;
      email: string;
      name: string;
      role: Role;
      locale: 'de' | 'en';
      password_hash: string | null;
      created_at: DefaultedInstant;
      deactivated_at: Instant | null;
    };
    teams: {
      account_id: string;
      id: string;
      name: string;
      signature: Defaulted<string>;
      restricted: Defaulted<boolean>;
      created_at: DefaultedInstant;
      deleted_at: Instant | null;
    };
    team_members: { account_id: string; team_id: string; member_id: string };
    invitations: {
      account_id: string;
      id: string;
      email: string;
      name: string;
      role: Role;
      locale: 'de' | 'en';
      team_ids: Defaulted<string[]>;
      token_hash: Buffer;
      invited_by: Json<StoredActor>;
      created_at: DefaultedInstant;
      expires_at: Instant;
      accepted_at: Instant | null;
      revoked_at: Instant | null;
    };
  }
}
