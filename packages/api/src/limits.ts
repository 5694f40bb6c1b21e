export type Limits = { enabled: boolean }
