import type { components } from "./schema";

/** The API's own words, as generated from its OpenAPI document. */
type Schemas = components["schemas"];

export type AuthConfig = Schemas["AuthConfig"];
export type Me = Schemas["Me"];
export type SignedInOn = Schemas["Session"];
export type ApiKey = Schemas["ApiKey"];
export type NewKey = Schemas["NewKey"];
export type Scope = ApiKey["scopes"][number];
export type Redeem = Schemas["Redeem"];
export type DiscogsAccount = Schemas["DiscogsAccount"];
export type Folder = Schemas["Folder"];
export type CollectionField = Schemas["Field"];
export type Copy = Schemas["ShelfCopy"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Due = Schemas["Due"];
export type DueRecord = Schemas["DueRecord"];
export type Cleaning = Schemas["Cleaning"];
export type CareRules = Schemas["CareRules"];
export type CopyCare = Schemas["CopyCare"];
export type Condition = Schemas["Condition"];
export type Play = Schemas["Play"];
export type PlayChanges = Schemas["AmendPlay"];
export type PlayGroup = Schemas["Group"];
export type Tracklist = Schemas["Tracklist"];
export type Track = Schemas["Track"];
export type Spin = Schemas["Spin"];
export type Preferences = Schemas["Preferences"];
export type Turntable = Schemas["Turntable"];
export type Cartridge = Schemas["Cartridge"];
export type Stylus = Schemas["Stylus"];
export type StylusModel = Schemas["StylusModel"];
export type AddTurntable = Schemas["AddTurntable"];
export type AddCartridge = Schemas["AddCartridge"];
export type AddStylus = Schemas["AddStylus"];
export type Mount = Schemas["Mount"];
export type Wear = Schemas["Wear"];
export type StylusWear = Schemas["StylusWear"];
export type PartWear = Schemas["PartWear"];
export type SyncRun = Schemas["SyncRun"];
export type Enrichment = Schemas["Enrichment"];
export type WantedRelease = Schemas["WantedRelease"];
export type Edit = Schemas["Edit"];

export type EntryKind = HistoryEntry["kind"];
