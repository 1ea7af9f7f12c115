// What machine and build the lab runs on.

import type { CallOptions } from './call';

export interface BackendInfo {
  readonly name: string;
  readonly available: boolean;
  /** True for the one `auto` takes. */
  readonly chosen: boolean;
  /** Why it is or is not there, in words. */
  readonly reason: string;
  readonly threads: number;
}

export interface SystemInfo {
  readonly version: string;
  readonly host: 'desktop' | 'browser' | 'command line';
  readonly home: string;
  readonly platform: string;
  readonly node: string;
  readonly cores: number;
  /** In the order they are considered. */
  readonly backends: readonly BackendInfo[];
}

export interface SystemService {
  describe(options: Record<string, never>, call?: CallOptions): Promise<SystemInfo>;
}
