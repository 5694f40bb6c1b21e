export type ServerClock = { nowMs(): number }
