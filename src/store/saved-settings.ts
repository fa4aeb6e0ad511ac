import { DEFAULT_SETTINGS } from '../../workers/scoring-types.ts';
import type { ScoringSettings } from '../../workers/scoring-types.ts';
import { scoringSettingsSchema } from '../export/file-result-schema.ts';
import { readSaved, save } from './saved.ts';

const KEY = 'fovea.settings';

/** The settings of the last visit, or the defaults. */
export function savedSettings(): ScoringSettings {
  return readSaved(KEY, scoringSettingsSchema) ?? DEFAULT_SETTINGS;
}

/** Keeps the settings for the next visit. */
export function saveSettings(settings: ScoringSettings): void {
  save(KEY, settings);
}
