import type { Diagnostic } from '../core/diagnostic.ts';
import type { Policy } from '../core/restart-plan/plan.ts';
import type { Result } from '../core/result.ts';

/** Why the policy could not be written. */
export interface PolicyStoreError {
  readonly kind: 'denied' | 'failed';
  readonly detail: string;
}

/** The system-wide policy: /etc/quick-restart/quick-restart.conf and quick-restart.conf.d/*.conf, last one wins. */
export interface PolicyStore {
  /** A line that cannot be understood becomes a diagnostic and the policy stays at `boot-loader`. */
  read(): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] };
  /** Writes quick-restart.conf.d/90-chosen.conf: write, fsync, rename. */
  write(policy: Policy): Result<null, PolicyStoreError>;
}
